-- One picture of 784 numbers a request; the token is in GLIA_SERVE_TOKEN.
local numbers = {}
for i = 1, 784 do numbers[i] = tostring((i * 37) % 256) end
wrk.method = "POST"
wrk.body = '{"inputs":[[' .. table.concat(numbers, ",") .. ']]}'
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer " .. os.getenv("GLIA_SERVE_TOKEN")
