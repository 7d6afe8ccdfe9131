namespace Glia.Experiments;

/// <summary>Whether a network learned.</summary>
public enum Learned
{
    /// <summary>It is at least half the way from guessing to perfect.</summary>
    Well,

    /// <summary>It is better than guessing, but nearer to guessing than to perfect.</summary>
    ALittle,

    /// <summary>It is no better than guessing.</summary>
    NotAtAll,

    /// <summary>The rows it was judged by are too few, or of one class.</summary>
    Unknown,

    /// <summary>No step was done.</summary>
    NeverTrained,
}
