using Glia.Data;

namespace Glia.Doctor.Facts;

/// <summary>One part of the data: training, validation or test.</summary>
/// <param name="Name">How to call it in a sentence.</param>
/// <param name="Data">Its rows.</param>
/// <param name="IsTrain">Whether it is trained on.</param>
internal sealed record Part(string Name, Dataset Data, bool IsTrain)
{
    private readonly Lazy<RowScan> _scan = new(() => new RowScan(Data));
    private readonly Lazy<Sample> _sample = new(() => Sample.Of(Data, 2000));
    private readonly Lazy<FeatureStatistics> _statistics = new(() => new FeatureStatistics(Sample.Of(Data, 2000)));

    /// <summary>What one pass over all rows found.</summary>
    public RowScan Scan => _scan.Value;

    /// <summary>At most 2,000 rows.</summary>
    public Sample Sample => _sample.Value;

    /// <summary>Statistics of at most 2,000 rows.</summary>
    public FeatureStatistics Statistics => _statistics.Value;
}
