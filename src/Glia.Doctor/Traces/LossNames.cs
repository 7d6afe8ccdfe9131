using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>The many names people give a loss.</summary>
internal static class LossNames
{
    public const string Categorical = "categorical_crossentropy", Binary = "binary_crossentropy";
    public const string Squared = "mean_squared_error", Absolute = "mean_absolute_error";

    public const string Hinge = "hinge", CategoricalHinge = "categorical_hinge", MultiMargin = "multi_margin";

    /// <summary>What can be written, for a sentence about what cannot.</summary>
    public static string Known => string.Join(", ", OracleLosses.Names.Union(Glia.Losses.LossCatalogue.Names));

    /// <summary>Keras' name, where the sparse loss is the categorical one; null if unknown.</summary>
    public static string? Canonical(string name) => name.Trim().ToLowerInvariant().Replace('-', '_').Replace(' ', '_') switch
    {
        "categorical_crossentropy" or "sparse_categorical_crossentropy" or "cross_entropy" or "crossentropy" or "categorical_cross_entropy"
            or "softmax_cross_entropy" or "nll" or "cce" or "ce" or "log_loss" or "sparse_categorical_cross_entropy" => Categorical,
        "binary_crossentropy" or "binary_cross_entropy" or "bce" => Binary,
        "mean_squared_error" or "mse" or "squared_error" or "l2" or "quadratic" => Squared,
        "mean_absolute_error" or "mae" or "l1" => Absolute,
        "multi_margin_loss" or "multiclass_hinge" or "svm" => MultiMargin,
        var other => OracleLosses.Find(other)?.Name ?? LibraryLoss.Find(other)?.Name,
    };

    /// <summary>Whether Keras averages this loss over the columns of a row.</summary>
    public static bool AveragesColumns(string canonical) =>
        canonical is not (Categorical or "kl_divergence" or CategoricalHinge or MultiMargin)
        && (HasFloat64(canonical) || LibraryLoss.Find(canonical) is not { AddsColumns: true });

    /// <summary>Whether it is computed in float64; else it is as exact as the library's float32.</summary>
    public static bool HasFloat64(string canonical) => OracleLosses.Find(canonical) is not null;

    /// <summary>Whether it asks for a margin between the right answer and the others, and for no value.</summary>
    public static bool AsksForMargin(string canonical) => canonical is Hinge or CategoricalHinge or MultiMargin;
}
