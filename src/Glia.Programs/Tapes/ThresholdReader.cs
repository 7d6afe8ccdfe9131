using System.Text.Json;

namespace Glia.Programs.Tapes;

/// <summary>Reads what the recorder wrote of a unit with a threshold.</summary>
internal static class ThresholdReader
{
    /// <summary>The unit.</summary>
    /// <param name="said">What was written.</param>
    /// <param name="places">Chains of the program's lines, by number.</param>
    public static ThresholdUnit Read(JsonElement said, IReadOnlyList<Statement[]> places) => new()
    {
        X = TapeReader.Table(said, "x"),
        Y = TapeReader.Table(said, "y"),
        Weights = Numbers(said, "weights"),
        Offset = said.GetProperty("offset").GetDouble(),
        Pull = said.GetProperty("pull").GetDouble(),
        Start = Numbers(said, "start"),
        Length = said.GetProperty("length").GetDouble(),
        Low = said.GetProperty("low").GetDouble(),
        High = said.GetProperty("high").GetDouble(),
        Direction = said.GetProperty("direction").GetInt32(),
        Units = said.GetProperty("units").GetInt32(),
        Passes = TapeReader.Count(said, "passes"),
        Product = places[said.GetProperty("product").GetInt32()].FirstOrDefault(),
        Change = places[said.GetProperty("change").GetInt32()].FirstOrDefault(),
    };

    private static double[] Numbers(JsonElement said, string name) =>
        [.. said.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
}
