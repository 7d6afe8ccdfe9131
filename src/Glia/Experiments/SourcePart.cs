namespace Glia.Experiments;

/// <summary>What the rows of a source are for, in the order in which they lie in the data.</summary>
internal enum SourcePart
{
    /// <summary>To learn from.</summary>
    Training,

    /// <summary>To choose the best epoch by.</summary>
    Validation,

    /// <summary>To judge the finished network by.</summary>
    Test,
}
