using System.Globalization;
using System.Text.RegularExpressions;
using Glia.Data;
using Glia.Files;

namespace Glia.Interop.Data;

/// <summary>
/// The text format of SVMlight and LIBSVM: <c>label index:value …</c>, a sample a line. What is not named is 0. Indices begin with 1, or
/// with 0 where one is 0, as scikit-learn reads them. Several labels a line, <c>1,3</c>, are several targets where all lines have as many,
/// and otherwise the labels that the sample has: a line without any begins with a blank.
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
            if (IsUnlabelled(line) && Unlabelled().IsMatch(text)) continue;
            if (!Row().IsMatch(text)) return false;
            seen++;
        }
        return seen > 0;
    }

    /// <summary>The samples and their labels; where these are the columns of the targets, their names.</summary>
    /// <exception cref="GliaException">A line is something else; the sentence says which.</exception>
    public static (FloatFeatures Inputs, Targets Targets, string[]? Labels) Read(string path)
    {
        var rows = new List<(int Index, float Value)[]>();
        var labels = new List<float[]>();
        int highest = 0, number = 0, lowest = int.MaxValue;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            string[] words = Bare(line).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0) continue;
            bool unlabelled = IsUnlabelled(line) && words[0].Contains(':', StringComparison.Ordinal);
            labels.Add(unlabelled ? [] : [.. words[0].Split(',').Select(word => Single(word) ?? throw Wrong(path, number,
                $"the label '{words[0]}' is no number"))]);
            var values = new List<(int, float)>();
            int before = -1;
            foreach (string word in words.Skip(unlabelled ? 0 : 1))
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
        DataFile.RequireRows(rows.Count, path);
        int first = lowest == 0 ? 0 : 1, features = Math.Max(1, highest + 1 - first);
        long size = (long)rows.Count * features;
        if (!Fits(size, path))
            throw new GliaException($"{path} has {rows.Count:N0} rows of {features:N0} features, nearly all 0, which Glia would write " +
                "out; keep fewer features.");
        var all = new float[size];
        for (int row = 0; row < rows.Count; row++)
            foreach ((int index, float value) in rows[row]) all[((long)row * features) + index - first] = value;
        var (targets, names) = TargetsOf(labels, path);
        return (new FloatFeatures(all, features), targets, names);
    }

    private static (Targets Targets, string[]? Labels) TargetsOf(List<float[]> labels, string path)
    {
        int width = labels[0].Length;
        if (width > 0 && labels.TrueForAll(row => row.Length == width))
        {
            float[] values = [.. labels.SelectMany(row => row)];
            return (width == 1 ? new Targets(values) : new Targets(values, width), null);
        }
        float[] different = [.. labels.SelectMany(row => row).Distinct().Order()];
        if (!Fits((long)labels.Count * different.Length, path))
            throw new GliaException($"{path} has {different.Length:N0} labels for {labels.Count:N0} rows, too many to write out; keep " +
                "fewer.");
        var columns = new float[labels.Count * different.Length];
        for (int row = 0; row < labels.Count; row++)
            foreach (float label in labels[row]) columns[(row * different.Length) + Array.BinarySearch(different, label)] = 1;
        return (new Targets(columns, different.Length), Array.ConvertAll(different, label => label.ToString(CultureInfo.InvariantCulture)));
    }

    // The file's own length bounds what its indices and labels may ask for.
    private static bool Fits(long numbers, string path) =>
        numbers <= Array.MaxLength && numbers * sizeof(float) <= BudgetedStream.BudgetOf(new FileInfo(path).Length);

    private static bool IsUnlabelled(string line) => line.Length > 0 && char.IsWhiteSpace(line[0]);

    private static float? Single(string word) =>
        float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value) ? value : null;

    private static string Bare(string line) => (line.IndexOf('#', StringComparison.Ordinal) is var at && at >= 0 ? line[..at]
        : line).Trim();

    private static GliaException Wrong(string path, int line, string what) =>
        new($"{path} line {line}: {what}; a line of SVMlight is a label and index:value pairs.");

    [GeneratedRegex(@"^[^\s:]+(\s+qid:\d+)?(\s+\d+:\S+)+$")]
    private static partial Regex Row();

    [GeneratedRegex(@"^(qid:\d+\s+)?\d+:\S+(\s+\d+:\S+)*$")]
    private static partial Regex Unlabelled();
}
