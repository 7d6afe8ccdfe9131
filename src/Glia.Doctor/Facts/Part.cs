using Glia.Data;

namespace Glia.Doctor.Facts;

/// <summary>One part of the data: training, validation or test.</summary>
internal sealed class Part
{
    // Enough for means and deviations to a few per cent, and for nearest neighbours in a moment.
    private const int MostSampled = 2000;

    private readonly Lazy<RowScan> _scan;
    private readonly Lazy<Sample> _sample;
    private readonly Lazy<FeatureStatistics> _statistics;
    private readonly Lazy<HashSet<ulong>> _different;

    /// <summary>Nothing is measured yet.</summary>
    public Part(string name, Dataset data, bool isTrain, InputForm form)
    {
        (Name, Data, IsTrain, Form) = (name, data, isTrain, form);
        _scan = new(() => new RowScan(data));
        _sample = new(() => Sample.Of(data, MostSampled));
        _statistics = new(() => new FeatureStatistics(Sample));
        _different = new(() => [.. Scan.Fingerprints]);
    }

    /// <summary>How to call it in a sentence.</summary>
    public string Name { get; }

    /// <summary>Its rows.</summary>
    public Dataset Data { get; }

    /// <summary>How many rows.</summary>
    public int Rows => Data.Rows;

    /// <summary>What the numbers of a row are to each other.</summary>
    public InputForm Form { get; }

    /// <summary>Whether it is trained on.</summary>
    public bool IsTrain { get; }

    /// <summary>What one pass over all rows found.</summary>
    public RowScan Scan => _scan.Value;

    /// <summary>At most 2,000 rows.</summary>
    public Sample Sample => _sample.Value;

    /// <summary>Statistics of <see cref="Sample"/>.</summary>
    public FeatureStatistics Statistics => _statistics.Value;

    /// <summary>The fingerprints of the rows, each once.</summary>
    public IReadOnlySet<ulong> Different => _different.Value;

    /// <summary>The share of the rows that repeat another.</summary>
    public double Repeated => 1 - (double)Different.Count / Rows;

    /// <summary>Whether so few different rows are possible, as in a truth table, that it holds at least half of them.</summary>
    public bool HoldsMostPossibleRows
    {
        get
        {
            if (!Statistics.Whole) return false;
            double possible = 1, most = 2.0 * Different.Count;
            for (int j = 0; j < Statistics.Mean.Length && possible <= most; j++)
                possible *= Statistics.Maximum[j] - (double)Statistics.Minimum[j] + 1;
            return possible <= most;
        }
    }

    /// <summary>What to call the class of this value.</summary>
    public string NameOfClass(float value) =>
        Data.ClassNames is { } names && value >= 0 && value < names.Length && value == MathF.Floor(value)
        ? names[(int)value]
        : value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What to call a column of its inputs.</summary>
    public string NameOf(int column) => Data.FeatureNames is { } names ? names[column] : $"column {column}";
}
