using System.Text.Json;
using Glia.Programs.Reading;

namespace Glia.Programs.Frameworks;

/// <summary>How long a program means to train.</summary>
/// <param name="record">What was recorded.</param>
/// <param name="isFinished">Whether it trained to its end.</param>
internal sealed class TorchLoops(TorchRecord record, bool isFinished)
{
    private readonly JsonElement[] _loops = [.. record.Said.GetProperty("loops").EnumerateArray()];

    /// <summary>The outermost loop whose count is known: its file and line; null if there is none.</summary>
    public (string File, int Line, int Count)? Outermost
    {
        get
        {
            JsonElement loop = _loops.FirstOrDefault(one => one.GetProperty("count").ValueKind == JsonValueKind.Number);
            return loop.ValueKind == JsonValueKind.Undefined ? null
                : (loop.GetProperty("file").GetString()!, loop.GetProperty("line").GetInt32(), loop.GetProperty("count").GetInt32());
        }
    }

    /// <summary>Whether it is known how many steps the program means to make.</summary>
    public bool AreKnown => (isFinished && Steps > 0) || Outermost is not null;

    private int Steps => record.Said.GetProperty("steps").GetInt32();

    /// <summary>Passes over the rows: those made, or those meant where the program was stopped.</summary>
    /// <param name="perEpoch">Steps of one pass.</param>
    /// <exception cref="NotUnderstood">Nothing says how many there are.</exception>
    public int Epochs(int perEpoch)
    {
        if (!AreKnown && Steps == 0) throw new NotUnderstood("how long it trains");
        if (isFinished && Steps > 0) return Math.Max(1, (int)Math.Round(Steps / (double)perEpoch));
        if (Outermost is not { } meant) return Math.Max(1, Steps / perEpoch);
        // What stands in a loop of its own is a pass over batches.
        int at = Array.FindIndex(_loops, one => one.GetProperty("count").ValueKind == JsonValueKind.Number);
        return Math.Max(1, at < _loops.Length - 1 ? meant.Count : meant.Count / perEpoch);
    }
}
