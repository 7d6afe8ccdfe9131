using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Losses;

/// <summary>
/// What the two focal losses share: their range of numbers, how a file gives them, and the least that smoothed labels cost.
/// </summary>
internal static class Focal
{
    /// <summary>Keras' default weight.</summary>
    public const float Alpha = 0.25f;

    /// <summary>The loss of one class of this probability, without its weight.</summary>
    public static double Of(double p, double gamma) => -Math.Pow(1 - p, gamma) * Math.Log(p);

    /// <summary>Refuses numbers with which there is no loss.</summary>
    public static void Require(float gamma, float labelSmoothing, ReadOnlySpan<float> alpha)
    {
        if (!(gamma >= 0 && float.IsFinite(gamma)))
            throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "Gamma of a focal loss is at least 0.");
        if (!(labelSmoothing is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(labelSmoothing), labelSmoothing, "Label smoothing is between 0 and 1.");
        if (alpha.IsEmpty) throw new ArgumentException("Alpha of a focal loss holds at least one weight.", nameof(alpha));
        foreach (float weight in alpha)
            if (!(weight >= 0 && float.IsFinite(weight)))
                throw new ArgumentOutOfRangeException(nameof(alpha), weight, "A weight of a focal loss is at least 0.");
    }

    /// <summary>Gamma as a file gives it.</summary>
    public static float ReadGamma(ConfigReader c) =>
        c.Single("gamma", 2) is var gamma && gamma >= 0 ? gamma : throw c.Wrong("gamma", "at least 0");

    /// <summary>One weight, or one for each class, as a file gives them.</summary>
    public static float[]? ReadWeights(ConfigReader c)
    {
        if (c.Node("alpha") is not JsonArray { Count: > 0 } list)
            return c.Has("alpha") ? [c.Single("alpha", Alpha) is var one && one >= 0 ? one : throw Wrong()] : null;
        return [.. list.Select(node => node is JsonValue value && value.GetValueKind() == JsonValueKind.Number
            && float.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out float weight) && weight >= 0 && float.IsFinite(weight)
            ? weight : throw Wrong())];

        GliaException Wrong() => c.Wrong("alpha", "a number of at least 0, or a list with one for each class");
    }

    /// <summary>
    /// The smallest value of a function of a probability that has one minimum, by golden section (Kiefer, 1953).
    /// </summary>
    public static double Least(Func<double, double> cost)
    {
        double ratio = (Math.Sqrt(5) - 1) / 2, low = 0, high = 1;
        double left = high - ratio, right = low + ratio, atLeft = cost(left), atRight = cost(right);
        // 80 sections leave 2e-17 of the interval.
        for (int section = 0; section < 80; section++)
        {
            if (atLeft < atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - ratio * (high - low);
                atLeft = cost(left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + ratio * (high - low);
                atRight = cost(right);
            }
        }
        return Math.Min(atLeft, atRight);
    }
}
