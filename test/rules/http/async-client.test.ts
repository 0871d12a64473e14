import { describeRule } from '../../support/describeRule';

describeRule('http/async-client', ({ catches, leaves }) => {
  catches('requests in an api service', `
    import requests
    #      ^^^^^^^^ warning: http/async-client: x

    async def price() -> dict:
        return requests.get("https://prices.example.com", timeout=3).json()
  `);
  leaves('urllib.parse', `
    from urllib.parse import quote
    async def f(): ...
  `);
});
