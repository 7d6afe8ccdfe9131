namespace Glia.Images;

/// <summary>
/// How many pixels all threads together may be decoding: a decoder holds some ten bytes a pixel, and as many large photos at once as the
/// machine has processors would take gigabytes.
/// </summary>
internal static class DecodingMemory
{
    // Two photos of a good phone at once; one larger image goes alone.
    private const long MostPixels = 100_000_000;

    private static readonly Lock s_gate = new();
    private static readonly Queue<(long Pixels, ManualResetEventSlim Turn)> s_waiting = new();
    private static long s_taken;

    /// <summary>Waits until there is room for an image; dispose what comes back when it is decoded.</summary>
    public static IDisposable Take(long pixels)
    {
        ManualResetEventSlim? turn = null;
        lock (s_gate)
        {
            if (s_waiting.Count == 0 && Fits(pixels)) s_taken += pixels;
            else s_waiting.Enqueue((pixels, turn = new ManualResetEventSlim()));
        }
        if (turn is not null)
        {
            turn.Wait();
            turn.Dispose();
        }
        return new Share(pixels);
    }

    private static bool Fits(long pixels) => s_taken == 0 || s_taken + pixels <= MostPixels;

    private static void GiveBack(long pixels)
    {
        lock (s_gate)
        {
            s_taken -= pixels;
            while (s_waiting.TryPeek(out (long Pixels, ManualResetEventSlim Turn) next) && Fits(next.Pixels))
            {
                s_taken += next.Pixels;
                s_waiting.Dequeue().Turn.Set();
            }
        }
    }

    private sealed class Share(long pixels) : IDisposable
    {
        public void Dispose() => GiveBack(pixels);
    }
}
