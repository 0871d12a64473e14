"""Routes of promotions, taken over from the old shop."""

from fastapi import APIRouter, Depends, Header
from fastapi.responses import JSONResponse

router = APIRouter(prefix="/promotions", tags=["promotions"])
CODES = {"SPRING": 10, "AUTUMN": 15}


async def customer_of(x_user_id: str = Header()) -> str:
    return x_user_id


@router.get("")
async def all_promotions():
#         ^^^^^^^^^^^^^^ warning: fastapi/typed-response
    return CODES


@router.post("/{code}/redeem")
async def redeem(code: str, customer: str = Depends(customer_of)) -> dict[str, object]:
#                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: fastapi/annotated-dependencies
    if code not in CODES:
        return {"error": "unknown code"}
        #      ^^^^^^^^^^^^^^^^^^^^^^^^^ information: fastapi/error-contract
    return {"customer": customer, "percent": CODES[code]}


@router.delete("/{code}")
async def withdraw(code: str) -> JSONResponse:
    if code not in CODES:
        return JSONResponse({"message": "unknown code"}, status_code=404)
        #      ^^^^^^^^^^^^ information: fastapi/error-contract
    del CODES[code]
    return JSONResponse({"message": "withdrawn"})
