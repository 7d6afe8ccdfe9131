using System.Text.Json.Nodes;
using Glia.Data.Mapped;

namespace Glia.Data;

/// <summary>
/// What happens to every feature before a network sees it: <c>(x - center) / scale</c>, with numbers fitted on the training part and
/// applied to every part. The meanings are scikit-learn's <c>StandardScaler</c> and <c>MinMaxScaler</c>.
/// </summary>
/// <remarks>Bytes stay bytes: scaling them changes two numbers a feature, not the data.</remarks>
public sealed class Scaler
{
    private readonly double[] _centers;
    private readonly double[] _scales;

    private Scaler(string kind, double[] centers, double[] scales) => (Kind, _centers, _scales) = (kind, centers, scales);

    /// <summary>The words <see cref="Fit"/> knows.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["none", "unit", "minmax", "standardize"];

    /// <summary>Leaves everything as it is.</summary>
    public static Scaler None { get; } = new("none", [], []);

    /// <summary>Divides by 255.</summary>
    public static Scaler Unit { get; } = new("unit", [], []);

    /// <summary>One of <see cref="Kinds"/>.</summary>
    public string Kind { get; }

    /// <summary>What is subtracted from each feature: its mean or its minimum. Empty for <c>none</c> and <c>unit</c>.</summary>
    public ReadOnlySpan<double> Centers => _centers;

    /// <summary>
    /// What each feature is divided by: its standard deviation or its range, 1 where that is 0. Empty for <c>none</c> and <c>unit</c>.
    /// </summary>
    public ReadOnlySpan<double> Scales => _scales;

    /// <summary>Learns the numbers from the training part.</summary>
    /// <param name="kind"><c>none</c>, <c>unit</c> (divided by 255), <c>minmax</c> (to 0..1) or <c>standardize</c> (mean 0, standard
    /// deviation 1, divisor n).</param>
    /// <param name="training">The training inputs, and only those: the test part must not influence training.</param>
    /// <param name="amounts">Which features are amounts; the others, 0 or 1 for a category, stay as they are under <c>minmax</c> and
    /// <c>standardize</c>. All if null.</param>
    /// <exception cref="GliaException">The word is unknown, or a feature holds NaN or infinity.</exception>
    public static Scaler Fit(string kind, Features training, IReadOnlyList<bool>? amounts = null)
    {
        switch (kind)
        {
            case "none": return None;
            case "unit": return Unit;
            case "minmax" or "standardize": break;
            default: throw Unknown(kind);
        }
        var statistics = FeatureStatistics.Of(training);
        var centers = new double[training.Shape.Size];
        var scales = new double[training.Shape.Size];
        for (int i = 0; i < centers.Length; i++)
        {
            if (amounts is not null && !amounts[i])
            {
                scales[i] = 1;
                continue;
            }
            double range = (double)statistics.Maximum[i] - statistics.Minimum[i];
            centers[i] = kind == "minmax" ? statistics.Minimum[i] : statistics.Mean[i];
            double scale = kind == "minmax" ? range : statistics.IsConstant(i) ? 0 : Math.Sqrt(statistics.Variance[i]);
            scales[i] = scale == 0 ? 1 : scale;
        }
        return new Scaler(kind, centers, scales);
    }

    /// <summary>Features as the network should see them.</summary>
    /// <param name="features">Rows of as many features as it was fitted on.</param>
    /// <exception cref="GliaException">The features are not as many as those fitted.</exception>
    public Features Apply(Features features)
    {
        if (Kind == "none") return features;
        if (Kind != "unit" && features.Shape.Size != _centers.Length)
            throw new GliaException($"The scaling was fitted on {_centers.Length} features and the data have {features.Shape.Size}; " +
                "give the same features in the same order.");
        return features switch
        {
            ByteFeatures bytes => Scaled(bytes),
            SelectedFeatures { All: ByteFeatures bytes } selected => selected.Of(Scaled(bytes)),
            // A copy of what does not fit memory would not either.
            { AreOnDisk: true } => new ScaledFeatures(features, this),
            _ => Copied(features),
        };
    }

    /// <summary>A data set as the network should see it.</summary>
    /// <param name="data">The data; their targets stay.</param>
    /// <exception cref="GliaException">The features are not as many as those fitted.</exception>
    public Dataset Apply(Dataset data) => data.Scaled(this);

    /// <summary>The kind and the fitted numbers, as they go into a model file.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["kind"] = Kind };
        if (_centers.Length == 0) return json;
        json["center"] = new JsonArray([.. _centers.Select(c => JsonValue.Create(c))]);
        json["scale"] = new JsonArray([.. _scales.Select(s => JsonValue.Create(s))]);
        return json;
    }

    /// <summary>What <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">What <c>ToJson</c> wrote, or the same object of a file written by hand.</param>
    /// <exception cref="GliaException">Something is missing or no number.</exception>
    public static Scaler FromJson(JsonObject json)
    {
        try
        {
            string kind = json["kind"]?.GetValue<string>() ?? "";
            if (kind is "none" or "unit") return kind == "none" ? None : Unit;
            if (!Kinds.Contains(kind)) throw Unknown(kind);
            double[] centers = Numbers("center"), scales = Numbers("scale");
            if (centers.Length == 0 || centers.Length != scales.Length || scales.Contains(0))
                throw new GliaException($"The scaling has {centers.Length} centers and {scales.Length} scales; " +
                    "it needs one of each for a feature, and no scale of 0.");
            return new Scaler(kind, centers, scales);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            throw new GliaException($"The scaling cannot be read ({e.Message.TrimEnd('.')}); save the model again.", e);
        }

        double[] Numbers(string key)
        {
            double[] numbers = [.. (json[key] as JsonArray ?? []).Select(n => n?.GetValue<double>() ?? double.NaN)];
            return numbers.All(double.IsFinite)
                ? numbers
                : throw new GliaException($"The scaling has a {key} that is no number; save the model again.");
        }
    }

    private ByteFeatures Scaled(ByteFeatures bytes)
    {
        (float[] factors, float[] offsets) = Factors();
        return factors.Length == 1 ? bytes.Scaled(factors[0], offsets[0]) : bytes.Scaled(factors, offsets);
    }

    /// <summary>The same as <c>x * factor + offset</c>: one number each for all features, or one a feature.</summary>
    internal (float[] Factors, float[] Offsets) Factors()
    {
        if (_scales.Length == 0) return ([Kind == "unit" ? 1f / 255 : 1], [0]);
        var factors = new float[_scales.Length];
        var offsets = new float[_scales.Length];
        for (int i = 0; i < factors.Length; i++)
        {
            factors[i] = (float)(1.0 / _scales[i]);
            offsets[i] = (float)(-_centers[i] / _scales[i]);
        }
        return (factors, offsets);
    }

    private FloatFeatures Copied(Features features)
    {
        int size = features.Shape.Size;
        var values = new float[checked(features.Rows * size)];
        var rows = new int[features.Rows];
        for (int row = 0; row < rows.Length; row++) rows[row] = row;
        features.Gather(rows, values);
        Apply(values);
        return new FloatFeatures(values, features.Shape);
    }

    /// <summary>Scales rows in place.</summary>
    /// <param name="rows">Whole rows, one after the other.</param>
    internal void Apply(Span<float> rows)
    {
        if (Kind == "unit")
        {
            for (int i = 0; i < rows.Length; i++) rows[i] *= 1f / 255;
            return;
        }
        // In double, and the center first: with a large mean and a small spread nothing else keeps the digits.
        int size = _centers.Length;
        for (int start = 0; start < rows.Length; start += size)
        {
            Span<float> row = rows.Slice(start, size);
            for (int i = 0; i < size; i++) row[i] = (float)((row[i] - _centers[i]) / _scales[i]);
        }
    }

    private static GliaException Unknown(string kind)
    {
        string? near = Settings.Spelling.Nearest(kind, Kinds);
        return new($"There is no scaling '{kind}'{(near == null ? "" : $" (did you mean '{near}'?)")}; " +
            $"it is one of {string.Join(", ", Kinds)}.");
    }
}
