import { describeRule } from '../../support/describeRule';

describeRule('fastapi/error-contract', ({ catches, leaves }) => {
  catches('an error that is returned as a dict', `
    from fastapi import APIRouter, status

    router = APIRouter()


    @router.get("/{number}")
    async def order(number: int) -> dict[str, str]:
        if number == 0:
            return {"error": "order not found"}
    #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: fastapi/error-contract: \`order\` answers an error with status 200; raise an exception that a handler turns into a problem document.
        if number < 0:
            return {"error": f"order {number} is negative", "code": 17}
    #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: fastapi/error-contract
        try:
            return {"number": str(number)}
        except ValueError as error:
            return {"success": False, "errors": str(error)}
    #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: fastapi/error-contract


    @router.post("", status_code=status.HTTP_201_CREATED)
    async def create() -> dict[str, object]:
        return {"status": "error", "error": {"code": "exists"}}
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: fastapi/error-contract: \`create\` answers an error with status 201; raise an exception that a handler turns into a problem document.
  `);

  catches('a response that is built by hand', `
    from http import HTTPStatus

    from fastapi import FastAPI, status
    from fastapi.responses import JSONResponse
    from starlette.responses import JSONResponse as Json

    app = FastAPI()


    @app.get("/api/v1/orders/{number}")
    async def order(number: int):
        if number == 0:
            return JSONResponse(status_code=404, content={"message": "no such order"})
    #              ^^^^^^^^^^^^ information: fastapi/error-contract: \`order\` builds an error 404 of its own shape; raise an exception, and let the handler for it build the response.
        if number == 1:
            return Json({"detail": "forbidden"}, status.HTTP_403_FORBIDDEN)
    #              ^^^^ information: fastapi/error-contract
        response = JSONResponse({}, status_code=HTTPStatus.CONFLICT)
    #              ^^^^^^^^^^^^ information: fastapi/error-contract
        response.headers["X-Reason"] = "x"
        return response
  `);

  catches('an error in the manner of Flask, and one in a response without a status', `
    import fastapi
    from fastapi.responses import ORJSONResponse

    routes = fastapi.APIRouter()


    class Orders:
        @routes.get("/")
        def all(self):
            if not self:
                return {"error": "empty"}, 404
    #                  ^^^^^^^^^^^^^^^^^^^^^^^ information: fastapi/error-contract
            return ORJSONResponse({"error": "broken"})
    #              ^^^^^^^^^^^^^^ information: fastapi/error-contract
  `, { kind: 'data-postgres' });

  leaves('data with an error of its own', `
    from fastapi import APIRouter
    from src.jobs import Job, find

    router = APIRouter()


    @router.get("/jobs/{number}")
    async def job(number: int) -> dict[str, object]:
        found: Job = await find(number)
        if found.done:
            return {"id": number, "status": "failed", "error": "the file is empty"}
        return {"status": found.status, "error": found.error}


    @router.get("/result")
    async def result() -> dict[str, object]:
        return {"error": None, "result": 1}


    @router.get("/last")
    async def last() -> dict[str, object]:
        return {"error": "timeout", "attempts": 3}
  `);

  leaves('exceptions, handlers and middleware', `
    from fastapi import FastAPI, HTTPException, Request
    from fastapi.responses import JSONResponse

    app = FastAPI()


    @app.exception_handler(ValueError)
    async def on_value_error(request: Request, error: ValueError) -> JSONResponse:
        return JSONResponse({"error": str(error)}, status_code=422)


    @app.middleware("http")
    async def limited(request: Request, call_next):
        return JSONResponse({"error": "too many requests"}, status_code=429)


    async def on_key_error(request: Request, error: Exception) -> JSONResponse:
        return JSONResponse({"error": "missing"}, status_code=404)


    app.add_exception_handler(KeyError, on_key_error)


    @app.get("/orders/{number}")
    async def order(number: int) -> int:
        if number == 0:
            raise HTTPException(status_code=404, detail={"error": "order not found"})
        return number
  `);

  leaves('probes, and responses that are no errors', `
    from fastapi import APIRouter, status
    from fastapi.responses import JSONResponse

    router = APIRouter()


    @router.get("/ready")
    async def probe() -> JSONResponse:
        return JSONResponse({"status": "unready", "redis": False}, status_code=503)


    @router.get("/")
    async def health() -> JSONResponse:
        return JSONResponse({"error": "redis"}, status_code=status.HTTP_503_SERVICE_UNAVAILABLE)


    @router.post("/orders")
    async def create(code: int) -> JSONResponse:
        if code:
            return JSONResponse({"number": 1}, status_code=code)
        return JSONResponse({"number": 1}, status_code=202)
  `);

  leaves('functions that are no route', `
    from fastapi import APIRouter
    from fastapi.responses import JSONResponse

    router = APIRouter()


    def failure(text: str) -> dict[str, str]:
        return {"error": text}


    def problem() -> JSONResponse:
        return JSONResponse({"error": "x"}, status_code=400)
  `);
});
