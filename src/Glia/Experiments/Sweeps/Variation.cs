using System.Globalization;
using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Experiments.Sweeps;

/// <summary>What a sweep tries in one place of an experiment: a list of values, or a range to draw from.</summary>
internal sealed class Variation
{
    private const string From = "from", To = "to", Scale = "scale", Whole = "whole";
    private static readonly string[] s_scales = ["linear", "log"];

    // A value of four digits is as good as one of seven, and can be read.
    private const string Digits = "G4";

    private readonly JsonNode?[] _values;
    private readonly double _from, _to;
    private readonly bool _isLog, _isWhole;

    private Variation(string path, JsonNode?[] values) => (Path, _values) = (path, values);

    private Variation(string path, double from, double to, bool isLog, bool isWhole) : this(path, []) =>
        (_from, _to, _isLog, _isWhole) = (from, to, isLog, isWhole);

    /// <summary>Where it stands in an experiment file: <c>training.optimizer.learning_rate</c>.</summary>
    public string Path { get; }

    /// <summary>Whether it is a range.</summary>
    public bool IsRange => _values.Length == 0;

    /// <summary>How many values there are; 0 for a range.</summary>
    public int Count => _values.Length;

    /// <summary>Reads one.</summary>
    /// <param name="vary">The section <c>vary</c> of a sweep file.</param>
    /// <param name="path">The key.</param>
    /// <exception cref="GliaException">It is neither a list nor a range.</exception>
    public static Variation Read(Section vary, string path)
    {
        JsonNode? node = vary.Node(path);
        if (node is JsonArray { Count: > 0 } list) return new Variation(path, [.. list.Select(value => value?.DeepClone())]);
        if (node is not JsonObject || vary.Child(path) is not { } range)
            throw vary.Wrong(path, node, "a list of values, or a range {\"from\": 0.001, \"to\": 0.1, \"scale\": \"log\"}");
        if (range.OptionalNumber(From) is not { } from || range.OptionalNumber(To) is not { } to || from >= to)
            throw vary.Error(path, $"{range.Path} needs a number from and a larger one to.");
        bool isLog = range.Choice(Scale, s_scales) == s_scales[1];
        if (isLog && from <= 0) throw range.Error(From, $"{range.Path}.from is {from.ToString(CultureInfo.InvariantCulture)}; " +
            "on a log scale it must be above 0.");
        var variation = new Variation(path, from, to, isLog, range.Flag(Whole, false));
        range.Close();
        return variation;
    }

    /// <summary>The value of a number, from 0.</summary>
    public JsonNode? Value(int number) => _values[number]?.DeepClone();

    /// <summary>A value by chance.</summary>
    /// <param name="chance">From 0 to below 1.</param>
    public JsonNode? Draw(double chance)
    {
        if (!IsRange) return Value((int)(chance * _values.Length));
        double value = _isLog ? Math.Exp(Between(Math.Log(_from), Math.Log(_to))) : Between(_from, _to);
        if (_isWhole) return Math.Clamp((long)Math.Round(value), (long)Math.Ceiling(_from), (long)Math.Floor(_to));
        return double.Parse(value.ToString(Digits, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

        double Between(double low, double high) => low + chance * (high - low);
    }
}
