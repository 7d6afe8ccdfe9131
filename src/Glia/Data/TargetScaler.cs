using System.Text.Json.Nodes;

namespace Glia.Data;

/// <summary>
/// Brings targets to a size a network learns well from, each column by its own numbers, and takes that back: <c>(y - center) / scale</c>,
/// fitted on the training part. Of a sequence of targets a column is the same number at every step. The meanings are scikit-learn's
/// <c>StandardScaler</c> and <c>MinMaxScaler</c>, as its <c>TransformedTargetRegressor</c> uses them.
/// </summary>
public sealed class TargetScaler
{
    private readonly Scaler _scaler;

    private TargetScaler(Scaler scaler) => _scaler = scaler;

    /// <summary>The words <see cref="Fit"/> knows, the default first.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["none", "standardize", "minmax"];

    /// <summary>One of <see cref="Kinds"/>, never <c>none</c>.</summary>
    public string Kind => _scaler.Kind;

    /// <summary>Numbers of one target row, or of one step of it where it has steps.</summary>
    public int Width => _scaler.Centers.Length;

    /// <summary>Learns the numbers from the training part.</summary>
    /// <param name="kind"><c>none</c>, <c>standardize</c> (mean 0, standard deviation 1, divisor n) or <c>minmax</c> (to 0..1).</param>
    /// <param name="training">The training targets, and only those.</param>
    /// <returns>The scaler; null for <c>none</c>.</returns>
    /// <exception cref="GliaException">The word is unknown, or a target is NaN or infinite.</exception>
    public static TargetScaler? Fit(string kind, Targets training)
    {
        if (kind == "none") return null;
        if (!Kinds.Contains(kind)) throw new GliaException($"target_scale is '{kind}'{Settings.Spelling.Suggest(kind, Kinds)}");
        for (int i = 0; i < training.Values.Length; i++)
        {
            if (float.IsFinite(training.Values[i])) continue;
            throw new GliaException($"The target of training row {i / training.Width + 1} is " +
                $"{(float.IsNaN(training.Values[i]) ? "no number (NaN)" : "infinite")}, so the targets cannot be scaled; " +
                "remove the row or correct it.");
        }
        return new TargetScaler(Scaler.Fit(kind, Columns(training)));
    }

    /// <summary>Targets as the network is to give them.</summary>
    /// <param name="own">Targets in their own unit.</param>
    /// <exception cref="GliaException">They are not as wide as those fitted.</exception>
    public Targets Apply(Targets own)
    {
        if (own.Shape.Last != Width)
            throw new GliaException($"The targets have {own.Shape.Last} numbers a {(own.Rank > 2 ? "step" : "row")} and the network " +
                $"was trained on {Width}; give the same targets in the same order.");
        var scaled = new float[own.Values.Length];
        FloatFeatures columns = Columns(own);
        _scaler.Apply(columns).Gather([.. Enumerable.Range(0, columns.Rows)], scaled);
        return own.With(scaled);
    }

    /// <summary>Takes the scaling back: numbers as the network gives them in the targets' own units.</summary>
    /// <param name="scaled">Rows of outputs or of scaled targets; a single target stands for every number of a row.</param>
    /// <param name="own">Receives the same numbers in their own units; may be the same memory.</param>
    public void Undo(ReadOnlySpan<float> scaled, Span<float> own)
    {
        ReadOnlySpan<double> centers = _scaler.Centers, scales = _scaler.Scales;
        int column = 0;
        for (int i = 0; i < scaled.Length; i++)
        {
            own[i] = (float)(scaled[i] * scales[column] + centers[column]);
            if (++column == centers.Length) column = 0;
        }
    }

    /// <summary>The kind and the fitted numbers, as they go into a model file.</summary>
    public JsonObject ToJson() => _scaler.ToJson();

    /// <summary>What <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">What <c>ToJson</c> wrote, or the same object of a file written by hand.</param>
    /// <exception cref="GliaException">Something is missing or of the wrong kind.</exception>
    public static TargetScaler FromJson(JsonObject json)
    {
        var scaler = Scaler.FromJson(json);
        return scaler.Kind is "standardize" or "minmax"
            ? new TargetScaler(scaler)
            : throw new GliaException($"The scaling of the targets is '{scaler.Kind}'; it is standardize or minmax.");
    }

    private static FloatFeatures Columns(Targets targets) => new(targets.Values.ToArray(), targets.Shape.Last);
}
