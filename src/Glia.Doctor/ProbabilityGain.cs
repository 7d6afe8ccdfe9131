using Glia.Data;
using Glia.Kernels;
using Glia.Layers;

namespace Glia.Doctor;

/// <summary>
/// Whether a network's probabilities are better than the class shares. Where one class is frequent, or no input tells for certain, a
/// network that has learned all there is can be right no more often than by always saying the most frequent class.
/// </summary>
internal static class ProbabilityGain
{
    /// <summary>
    /// The mean gain in log-likelihood over the class shares of these very rows, in its standard errors;
    /// NaN where the outputs are no probabilities.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The rows and their targets.</param>
    /// <param name="targets">What the targets mean.</param>
    /// <param name="logits">Whether the outputs are logits.</param>
    /// <param name="most">How many rows to use at most.</param>
    public static double InErrors(Network network, Dataset data, TargetView targets, bool logits, int most) =>
        InErrors(network, data, targets, logits, CountingRows.Spread(data.Rows, most));

    /// <summary>The same on some rows.</summary>
    public static double InErrors(Network network, Dataset data, TargetView targets, bool logits, int[] picked)
    {
        int units = network.OutputShape.Size, rows = picked.Length;
        ActivationFunction? activation = network.OutputActivation;
        bool single = units == 1 && targets is { Kind: TargetKind.Binary, Minimum: 0 };
        // Categorical cross-entropy divides what sigmoid units give by their sum.
        bool probabilities = activation is { GivesProbabilities: true } && !(single && activation.SumsToOne);
        bool shares = probabilities && !activation!.SumsToOne;
        if (!targets.HasClasses || network.OutputShape.Positions > 1 || !(probabilities || (logits && activation is null)))
            return double.NaN;
        if (!single && (units < 2 || targets.Values.Max() >= units || targets.Values.Min() < 0)) return double.NaN;
        int[] counts = targets.Counts();
        var workspace = new Workspace(network, rows, Workers.Single);
        data.Inputs.Gather(picked, workspace.Input.Take(rows).Values);
        Tensor outputs = workspace.Forward(rows);
        double sum = 0, squares = 0;
        for (int i = 0; i < rows; i++)
        {
            int label = targets.Labels[picked[i]], k = (int)targets.Values[label];
            ReadOnlySpan<float> row = outputs.Row(i);
            double likely = single ? Single(row[0], k, logits && !probabilities) : Likely(row, k, logits && !probabilities, shares);
            double gain = Math.Log(Math.Clamp(likely, 1e-7, 1)) - Math.Log((double)counts[label] / targets.Labels.Count);
            sum += gain;
            squares += gain * gain;
        }
        double mean = sum / rows, variance = squares / rows - mean * mean;
        return variance > 0 ? mean / Math.Sqrt(variance / rows) : 0;
    }

    private static double Single(double output, int label, bool logit)
    {
        double yes = logit ? 1 / (1 + Math.Exp(-output)) : output;
        return label > 0 ? yes : 1 - yes;
    }

    private static double Likely(ReadOnlySpan<float> row, int k, bool logit, bool shares)
    {
        if (logit) return Soft(row, k);
        return shares ? row[k] / Math.Max(Reduce.Sum(row), float.Epsilon) : row[k];
    }

    private static double Soft(ReadOnlySpan<float> logits, int k)
    {
        double sum = 0;
        foreach (float logit in logits) sum += Math.Exp(Math.Min(700.0, (double)logit - logits[k]));
        return 1 / sum;
    }
}
