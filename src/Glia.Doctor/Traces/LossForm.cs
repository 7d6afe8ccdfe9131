using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>
/// A loss without its divisor: the sum over all rows and columns, and its derivative with respect to the last pre-activations. What
/// people divide by (rows, elements, two) is one factor on both, which is found by comparing with what they recorded.
/// </summary>
/// <param name="Name">Keras' name.</param>
internal sealed record LossForm(string Name)
{
    /// <summary>Whether it takes the logarithm of a probability.</summary>
    public bool IsCrossEntropy => Name is LossNames.Categorical or LossNames.Binary;

    private Loss Loss => OracleLosses.Find(Name) ?? LibraryLoss.Find(Name)!;

    /// <summary>The sum of the losses for these outputs.</summary>
    /// <param name="z">The last pre-activations.</param>
    /// <param name="outputs">The outputs to judge; those of the run, or the owner's.</param>
    /// <param name="activation">The last activation.</param>
    /// <param name="targets">A column per output.</param>
    /// <param name="epsilon">Where probabilities are clipped; 0 takes the logits instead.</param>
    public double Sum(Matrix z, Matrix outputs, Activation activation, Matrix targets, double epsilon)
    {
        if (IsCrossEntropy)
        {
            if (epsilon == 0 && Logits(z, activation) is { } ofLogits) return Total(ofLogits, z, targets);
            double sum = 0;
            for (int i = 0; i < outputs.Values.Length; i++)
            {
                double p = outputs.Values[i], t = targets.Values[i];
                if (epsilon > 0) p = Math.Clamp(p, epsilon, 1 - epsilon);
                if (t != 0) sum -= t * Math.Log(p);
                if (Name == LossNames.Binary && t != 1) sum -= (1 - t) * Math.Log(1 - p);
            }
            return sum;
        }
        return Total(Loss, outputs, targets);
    }

    /// <summary>The derivative of the sum with respect to the last pre-activations.</summary>
    public Matrix Delta(Matrix z, Matrix outputs, Activation activation, Matrix targets)
    {
        var loss = Logits(z, activation);
        if (loss is not null) return Unreduced(loss, z, targets);
        return activation.Backward(z, Unreduced(Loss, outputs, targets));
    }

    /// <summary>The derivative with respect to the outputs, not passed through the last activation.</summary>
    public Matrix OutputGradient(Matrix outputs, Matrix targets) => Unreduced(Loss, outputs, targets);

    // Cross-entropy of a linear last layer is meant from logits, and the safe pairs are computed from them.
    private Loss? Logits(Matrix z, Activation activation)
    {
        bool categorical = Name == LossNames.Categorical && activation.Name is "softmax" or "linear" && z.Columns > 1;
        bool binary = Name == LossNames.Binary && activation.Name is "sigmoid" or "linear";
        if (Name == LossNames.Categorical && categorical) return OracleLosses.Named(Name, fromLogits: true);
        return Name == LossNames.Binary && binary ? OracleLosses.Named(Name, fromLogits: true) : null;
    }

    private double Total(Loss loss, Matrix outputs, Matrix targets)
    {
        double sum = 0;
        for (int i = 0; i < outputs.Rows; i++) sum += loss.OfRow(outputs.Row(i), targets.Row(i));
        return LossNames.AveragesColumns(Name) ? sum * outputs.Columns : sum;
    }

    private Matrix Unreduced(Loss loss, Matrix outputs, Matrix targets)
    {
        var gradient = new Matrix(outputs.Rows, outputs.Columns);
        for (int i = 0; i < outputs.Rows; i++) loss.GradientOfRow(outputs.Row(i), targets.Row(i), gradient.Row(i));
        return LossNames.AveragesColumns(Name) ? gradient.Times(outputs.Columns) : gradient;
    }
}
