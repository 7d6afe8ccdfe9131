using Glia.Serve.Access;
using Microsoft.AspNetCore.Http;

namespace Glia.Serve.Predicting;

/// <summary>Lets so many requests in at once; the others are told to come again, before anything of theirs is read.</summary>
/// <param name="most">How many.</param>
internal sealed class Gate(int most)
{
    private int _inside;

    /// <summary>Enters until the result is disposed of.</summary>
    /// <exception cref="RefusedException">Too many are inside: 429.</exception>
    public IDisposable Enter(HttpContext context)
    {
        if (Interlocked.Increment(ref _inside) <= most) return new Inside(this);
        Interlocked.Decrement(ref _inside);
        context.Response.Headers.RetryAfter = "1";
        throw new RefusedException(StatusCodes.Status429TooManyRequests, $"More than {most} requests at once; ask again in a second.");
    }

    private sealed class Inside(Gate of) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref of._inside);
    }
}
