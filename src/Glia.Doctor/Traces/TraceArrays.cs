using System.Globalization;
using Glia.Doctor.Reference;
using Glia.Files;
using Glia.Settings;

namespace Glia.Doctor.Traces;

/// <summary>
/// Takes arrays out of a trace by name and remembers which were taken. Every complaint is one sentence that names the array.
/// </summary>
internal sealed class TraceArrays(IReadOnlyDictionary<string, NdArray> arrays, string subject)
{
    // Past this no hand-written network goes, and the double-precision copies would need gigabytes.
    private const long Largest = 200_000_000;

    private readonly HashSet<string> _taken = [], _missing = [];

    /// <summary>What sentences call the trace.</summary>
    public string Subject => subject;

    /// <summary>Whether the arrays that hold samples have them in columns; <see cref="Samples"/> turns those.</summary>
    public bool SamplesInColumns { get; set; }

    /// <summary>What nobody asked for, with the name that was perhaps meant.</summary>
    public IReadOnlyList<string> Unused => [.. arrays.Keys.Where(name => !_taken.Contains(name)).Order(StringComparer.Ordinal)
        .Select(name => Spelling.Nearest(name, _missing) is { } meant ? $"{name} (did you mean {meant}?)" : name)];

    public bool Has(string name) => arrays.ContainsKey(name);

    public NdArray? Find(string name)
    {
        if (!arrays.TryGetValue(name, out var array))
        {
            _missing.Add(name);
            return null;
        }
        _taken.Add(name);
        return array;
    }

    public NdArray? Numbers(string name)
    {
        if (Find(name) is not { } array) return null;
        if (array.IsText) throw Wrong($"{name} holds text where numbers are needed");
        if (array.Length == 0) throw Wrong($"{name} is empty");
        if (array.Length > Largest) throw Wrong($"{name} holds {array.Length} numbers, more than a trace can; record fewer rows");
        return array;
    }

    public double? Scalar(string name)
    {
        if (Find(name) is not { } array) return null;
        if (array.Length != 1) throw Wrong($"{name} should be one number and has shape ({Shape(array)})");
        if (!array.IsText) return array.GetDouble(0);
        if (double.TryParse(array.GetString(0), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)) return value;
        throw Wrong($"{name} should be a number and is the text '{array.GetString(0)}'");
    }

    public string? Text(string name)
    {
        if (Find(name) is not { } array) return null;
        if (!array.IsText || array.Length != 1) throw Wrong($"{name} should be one word in quotes and is {array}");
        string text = array.GetString(0).Trim();
        return text.Length == 0 || text is "None" or "none" ? null : text;
    }

    public IReadOnlyList<string>? Texts(string name)
    {
        if (Find(name) is not { } array) return null;
        if (!array.IsText) throw Wrong($"{name} should hold words in quotes and holds numbers");
        return array.ToStrings();
    }

    public double[]? Vector(string name) => Numbers(name)?.ToDoubles();

    /// <summary>Samples in rows: what has more axes is flattened, one axis is one sample or one column, as the caller says.</summary>
    public Matrix? Samples(string name, int? columnsIfOneRow = null)
    {
        if (Numbers(name) is not { } array) return null;
        double[] values = array.ToDoubles();
        if (array.Rank >= 2)
        {
            var samples = new Matrix(array.Shape[0], values.Length / array.Shape[0], values);
            return SamplesInColumns ? samples.Transposed() : samples;
        }
        return columnsIfOneRow == values.Length ? new Matrix(1, values.Length, values) : new Matrix(values.Length, 1, values);
    }

    /// <summary>An array of exactly two axes.</summary>
    public Matrix? Matrix(string name)
    {
        if (Numbers(name) is not { } array) return null;
        if (array.Rank != 2) throw Wrong($"{name} should have two axes and has shape ({Shape(array)})");
        return new Matrix(array.Shape[0], array.Shape[1], array.ToDoubles());
    }

    /// <summary>An array of any shape: two axes stay as they are, anything else becomes one row.</summary>
    public Matrix? Loose(string name)
    {
        if (Numbers(name) is not { } array) return null;
        double[] values = array.ToDoubles();
        return array.Rank == 2 ? new Matrix(array.Shape[0], array.Shape[1], values) : new Matrix(1, values.Length, values);
    }

    /// <summary>How many layers there are: w1, w2, … without gaps.</summary>
    /// <exception cref="GliaException">There is a gap.</exception>
    public int CountLayers()
    {
        int count = 1;
        while (Has($"w{count + 1}")) count++;
        foreach (string name in arrays.Keys)
            if (name.Length > 1 && name[0] == 'w' && int.TryParse(name[1..], out int number) && (number > count || number < 1))
                throw Wrong($"there is {name} but no w{count + 1}; number the weights w1, w2, … without gaps");
        return count;
    }

    public GliaException Wrong(string sentence) => new($"{subject}: {sentence}.");

    public static string Shape(NdArray array) => string.Join(", ", array.Shape);
}
