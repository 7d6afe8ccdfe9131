namespace Glia.Data;

/// <summary>Turns class names into numbers and back: the names in sorted order are 0, 1, 2 (scikit-learn's <c>LabelEncoder</c>).</summary>
public sealed class LabelEncoder
{
    private readonly Dictionary<string, int> _numbers = [];

    private LabelEncoder(string[] classes)
    {
        ClassNames = classes;
        for (int i = 0; i < classes.Length; i++) _numbers.Add(classes[i], i);
    }

    /// <summary>The class names in order: the name at index i is class i.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Learns the names that occur.</summary>
    /// <param name="labels">The label of every row.</param>
    public static LabelEncoder Fit(IEnumerable<string> labels) => new([.. labels.Distinct().Order(StringComparer.Ordinal)]);

    /// <summary>Names that are known already, in their order.</summary>
    /// <param name="classNames">The names, from class 0.</param>
    /// <exception cref="GliaException">A name stands there twice.</exception>
    public static LabelEncoder Of(IReadOnlyList<string> classNames)
    {
        string? twice = classNames.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1)?.Key;
        return twice is null ? new LabelEncoder([.. classNames])
            : throw new GliaException($"The class name '{twice}' is given twice; every class needs a name of its own.");
    }

    /// <summary>The class of every row.</summary>
    /// <param name="labels">The label of every row.</param>
    /// <exception cref="GliaException">A label did not occur when the names were learned.</exception>
    public int[] Encode(ReadOnlySpan<string> labels)
    {
        var classes = new int[labels.Length];
        for (int row = 0; row < classes.Length; row++)
        {
            if (!_numbers.TryGetValue(labels[row], out classes[row]))
                throw new GliaException($"Row {row} has the class '{labels[row]}', which the training data do not have; " +
                    $"known are {Known()}.");
        }
        return classes;
    }

    /// <summary>The name of a class.</summary>
    /// <param name="number">The number of the class, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public string Decode(int number) => (uint)number < (uint)ClassNames.Count
        ? ClassNames[number]
        : throw new ArgumentOutOfRangeException(nameof(number), $"Classes go from 0 to {ClassNames.Count - 1}.");

    private string Known() => string.Join(", ", ClassNames.Take(10)) + (ClassNames.Count > 10 ? ", ..." : "");
}
