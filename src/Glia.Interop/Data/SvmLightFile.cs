using System.Globalization;
using System.Text.RegularExpressions;
using Glia.Data;
using Glia.Files;

namespace Glia.Interop.Data;

/// <summary>
/// The text format of SVMlight and LIBSVM: <c>label index:value …</c>, a sample a line. What is not named is 0. Indices begin with 1, or
/// with 0
/// where one is 0, as scikit-learn reads them.
/// </summary>
internal static partial class SvmLightFile
{
    private const int LinesLookedAt = 20;

    /// <summary>Whether the first lines of a text are of this format.</summary>
    public static bool Looks(string path)
    {
        using FileStream stream = BoundedReading.Open(path);
        using var reader = new StreamReader(stream);
        int seen = 0;
        for (int i = 0; i < LinesLookedAt && reader.ReadLine() is { Length: < 100_000 } line; i++)
        {
            string text = Bare(line);
            // A sample of zeros alone is a label.
            if (text.Length == 0 || Single(text) is not null) continue;
            if (!Row().IsMatch(text)) return false;
            seen++;
        }
        return seen > 0;
    }

    /// <summary>The samples and their labels.</summary>
    /// <exception cref="GliaException">A line is something else; the sentence says which.</exception>
    public static (FloatFeatures Inputs, Targets Targets) Read(string path)
    {
        var rows = new List<(int Index, float Value)[]>();
        var labels = new List<float>();
        int width = 0, highest = 0, number = 0, lowest = int.MaxValue;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            string[] words = Bare(line).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0) continue;
            float[] label = [.. words[0].Split(',').Select(word => Single(word) ?? throw Wrong(path, number,
                $"the label '{words[0]}' is no number"))];
            if (rows.Count > 0 && label.Length != width) throw Wrong(path, number,
                $"it has {label.Length} labels and the first line {width}");
            width = label.Length;
            labels.AddRange(label);
            var values = new List<(int, float)>();
            int before = -1;
            foreach (string word in words.Skip(1))
            {
                int colon = word.IndexOf(':', StringComparison.Ordinal);
                if (colon > 0 && word.AsSpan(0, colon).SequenceEqual("qid")) continue;
                if (colon < 1 || !int.TryParse(word.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                    || index == int.MaxValue
                    || Single(word[(colon + 1)..]) is not { } value)
                    throw Wrong(path, number, $"'{word}' is no index:value");
                if (index <= before) throw Wrong(path, number, $"the index {index} stands after {before}, and they must ascend");
                (before, highest, lowest) = (index, Math.Max(highest, index), Math.Min(lowest, index));
                values.Add((index, value));
            }
            rows.Add([.. values]);
        }
        if (rows.Count == 0) throw new GliaException($"{path} holds no rows; give at least one.");
        int first = lowest == 0 ? 0 : 1, features = Math.Max(1, highest + 1 - first);
        long size = (long)rows.Count * features;
        // The file's own length bounds what its indices may ask for.
        if (size * sizeof(float) > BudgetedStream.BudgetOf(new FileInfo(path).Length) || size > Array.MaxLength)
            throw new GliaException($"{path} has {rows.Count:N0} rows of {features:N0} features, nearly all 0, which Glia would write " +
                "out; keep fewer features.");
        var all = new float[size];
        for (int row = 0; row < rows.Count; row++)
            foreach ((int index, float value) in rows[row]) all[((long)row * features) + index - first] = value;
        return (new FloatFeatures(all, features), width == 1 ? new Targets([.. labels]) : new Targets([.. labels], width));
    }

    private static float? Single(string word) =>
        float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value) ? value : null;

    private static string Bare(string line) => (line.IndexOf('#', StringComparison.Ordinal) is var at && at >= 0 ? line[..at]
        : line).Trim();

    private static GliaException Wrong(string path, int line, string what) =>
        new($"{path} line {line}: {what}; a line of SVMlight is a label and index:value pairs.");

    [GeneratedRegex(@"^[^\s:]+(\s+qid:\d+)?(\s+\d+:\S+)+$")]
    private static partial Regex Row();
}
