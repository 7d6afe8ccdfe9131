using System.Text.Json;
using Glia.Report;
using Glia.Report.Charts;
using Glia.Serve.Access;

namespace Glia.Serve.Live;

/// <summary>
/// All that a page shows of a run at one moment. Each event carries all of it, so that a reader who missed some lacks nothing.
/// </summary>
/// <param name="Mood">How it goes.</param>
/// <param name="Word">The same in a word or two.</param>
/// <param name="Sentence">The same in a sentence.</param>
internal sealed record RunState(Mood Mood, string Word, string Sentence)
{
    /// <summary>Whether more will come.</summary>
    public bool IsRunning { get; init; }

    /// <summary>The part that is done, 0 to 1; null where nobody knows.</summary>
    public double? Share { get; init; }

    /// <summary>What people look at first.</summary>
    public IReadOnlyList<(string Name, string Value)> Figures { get; init; } = [];

    /// <summary>The curves so far.</summary>
    public IReadOnlyList<LineChart> Charts { get; init; } = [];

    /// <summary>The learning rate of the last step; null where nobody knows.</summary>
    public double? Rate { get; init; }

    /// <summary>When the last epoch ended, in milliseconds since 1970; 0 before.</summary>
    public double EpochEnded { get; init; }

    /// <summary>How many things the doctor that watches saw.</summary>
    public int Found { get; init; }

    /// <summary>Where to go on once it is over; empty before.</summary>
    public IReadOnlyList<(string Name, string Address)> Next { get; init; } = [];

    /// <summary>The state as the script of the page takes it.</summary>
    /// <remarks>The keys are those that <c>live.js</c> reads.</remarks>
    public ReadOnlyMemory<byte> ToJson() => Json.Of(json =>
    {
        json.WriteString("mood", Mood.ToString().ToLowerInvariant());
        json.WriteString("word", Word);
        json.WriteString("sentence", Sentence);
        json.WriteBoolean("running", IsRunning);
        if (Share is { } share) json.WriteNumber("share", share);
        if (Rate is { } rate) json.WriteString("rate", Words.Number(rate));
        json.WriteNumber("ended", EpochEnded);
        json.WriteNumber("found", Found);
        Pairs(json, "figures", Figures);
        Pairs(json, "next", Next);
        json.WriteStartArray("charts");
        foreach (LineChart chart in Charts)
        {
            json.WriteStartObject();
            json.WriteString("title", chart.Title);
            json.WriteString("seen", $"{chart.Title}: {chart.Description}");
            json.WritePropertyName("data");
            json.WriteRawValue(chart.Json, skipInputValidation: true);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    /// <summary>A sentence that begins with a capital.</summary>
    public static string Capital(string sentence) => sentence.Length == 0 ? "" : char.ToUpperInvariant(sentence[0]) + sentence[1..];

    private static void Pairs(Utf8JsonWriter json, string name, IReadOnlyList<(string, string)> pairs)
    {
        json.WriteStartArray(name);
        foreach ((string first, string second) in pairs)
        {
            json.WriteStartArray();
            json.WriteStringValue(first);
            json.WriteStringValue(second);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }
}
