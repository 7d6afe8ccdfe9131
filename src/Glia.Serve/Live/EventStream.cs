using Microsoft.AspNetCore.Http;

namespace Glia.Serve.Live;

/// <summary>
/// The states of a run as server-sent events (HTML standard, 9.2). A reader is written to when it has taken what was written before, and
/// then gets the newest state: whoever is slow or was away misses nothing, and nothing waits for him.
/// </summary>
internal static class EventStream
{
    // An epoch is told when it ends; those that end sooner after another than this are told several at a time. With the time that states
    // are shared for, the making of one and its way it is drawn a tenth of a second after it ended at the latest.
    private static readonly TimeSpan s_apart = TimeSpan.FromMilliseconds(40);

    // A word now and then, so that what has gone is found out.
    private static readonly TimeSpan s_sign = TimeSpan.FromSeconds(10);

    /// <summary>Writes events until the run is over or the reader or the server is gone.</summary>
    public static async Task Write(HttpContext context, WatchedRun run, CancellationToken ending)
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ending);
        CancellationToken end = either.Token;
        // What a reader had before its connection was lost it is not sent again.
        string seen = context.Request.Headers["Last-Event-ID"].ToString();
        DateTime told = DateTime.UtcNow;
        try
        {
            await Send(context, "retry: 500\n\n"u8.ToArray(), end);
            while (true)
            {
                int wakes = run.Wakes;
                (string version, ReadOnlyMemory<byte> state) = run.Newest(seen);
                if (version != seen)
                {
                    await Send(context, state, end);
                    (seen, told) = (version, DateTime.UtcNow);
                }
                else if (DateTime.UtcNow - told > s_sign)
                {
                    await Send(context, ": still here\n\n"u8.ToArray(), end);
                    told = DateTime.UtcNow;
                }
                await run.Wait(wakes, end);
                TimeSpan early = s_apart - (DateTime.UtcNow - told);
                if (early > TimeSpan.Zero) await Task.Delay(early, end);
            }
        }
        catch (OperationCanceledException)
        {
            // Gone, or it ends: the reader asks again if it is still there.
        }
    }

    private static async Task Send(HttpContext context, ReadOnlyMemory<byte> text, CancellationToken end)
    {
        await context.Response.Body.WriteAsync(text, end);
        await context.Response.Body.FlushAsync(end);
    }
}
