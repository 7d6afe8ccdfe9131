using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;
using Mistake = Glia.Doctor.Mistakes.Hypothesis<Glia.Doctor.Mistakes.LayerStep>;

namespace Glia.Doctor.Mistakes;

/// <summary>The gradients that people compute, layer by layer: first the right one, then the mistakes that are known.</summary>
internal static partial class GradientMistakes
{
    private static readonly Mistake s_right = new(null, "", step => step.Right);

    // A division by a probability that is rounded to 0 or 1 is what no owner's number can be compared with.
    private const double Smallest = 1e-15;

    /// <summary>What stands for the gradient of the last pre-activations.</summary>
    public static IEnumerable<Mistake> OfOutput(Reading reading)
    {
        yield return s_right;
        bool crossEntropy = reading.Loss!.IsCrossEntropy;
        foreach (var mistake in crossEntropy ? OfCrossEntropy(reading) : OfDistance(reading)) yield return mistake;
        foreach (var mistake in OfTargets(reading)) yield return mistake;
        yield return new(Faults.WrongReluMask, "only the positive entries of the output gradient are kept",
            step => step.Difference.Map(d => Math.Max(d, 0)));
        yield return new(Faults.WrongGradient, "the target is not subtracted from the output", step => step.P);
        yield return new(Faults.WrongGradient, "the absolute value of p - y is used", step => step.Difference.Map(Math.Abs));
    }

    private static IEnumerable<Mistake> OfCrossEntropy(Reading reading)
    {
        bool softmax = reading.OutputActivation is SoftmaxActivation;
        if (IsSquashed(reading))
        {
            if (softmax)
            {
                yield return new(Faults.SoftmaxJacobianTwice, "the Jacobian of softmax is applied to p - y, which contains it already",
                    step => step.Through(step.Difference));
                yield return new(Faults.SoftmaxJacobianTwice,
                    "p - y is multiplied by p (1 - p), although it contains the derivative of softmax already", step =>
                    At(step.P, step.Difference, Logistic));
                yield return new(Faults.BinaryLossForClasses, "the derivative of the binary formula is passed through softmax",
                    step => step.Through(BinaryFormula(step)))
                {
                    Severity = Severity.Warning,
                };
                yield return new(Faults.WrongActivationDerivative, "-y / p is used without the derivative of softmax",
                    step => step.Targets.Zip(step.P, (y, p) => -y / Math.Max(p, Smallest)));
            }
            else
            {
                yield return new(Faults.SoftmaxJacobianTwice, "the derivative of sigmoid is applied to p - y, which contains it already",
                    step => At(step.P, step.Difference, Logistic));
                yield return new(Faults.WrongActivationDerivative, "the derivative of sigmoid is taken at its output",
                    step => At(step.P, step.Difference, Slope(step.Activation)));
            }
            yield return new(Faults.BinaryLossForClasses, "the derivative of the binary formula is used without that of the activation",
                BinaryFormula);
        }
        if (reading.Trace.Outs > 1)
            yield return new(Faults.RegressionLossForClasses, "the derivative of the squared error is used",
                step => step.Through(step.Difference))
            { Severity = Severity.Warning };
    }

    private static IEnumerable<Mistake> OfDistance(Reading reading)
    {
        string name = reading.OutputActivation.Name;
        if (name == "linear") yield break;
        yield return new(Faults.WrongActivationDerivative, $"the derivative of the {name} of the last layer is left out",
            step => step.LossGradient);
        yield return new(Faults.WrongActivationDerivative, $"the derivative of the {name} of the last layer is applied twice",
            step => step.Through(step.Right));
        if (reading.OutputActivation is SoftmaxActivation)
            yield return new(Faults.WrongActivationDerivative, "only the diagonal of the Jacobian of softmax is used",
                step => At(step.P, step.LossGradient, Logistic));
        if (IsSquashed(reading))
            yield return new(Faults.WrongActivationDerivative, $"p - y is used, which leaves out the derivative of {name}",
                step => step.Difference);
        if (reading.OutputActivation is not ElementwiseActivation) yield break;
        yield return new(Faults.WrongActivationDerivative, $"the derivative of {name} is taken at its output",
            step => At(step.Outputs, step.LossGradient, Slope(step.Activation)));
        yield return new(Faults.WrongActivationDerivative, $"o (1 - o) is used as the derivative of {name}",
            step => At(step.Outputs, step.LossGradient, Logistic));
        yield return new(Faults.WrongActivationDerivative, $"1 - o*o is used as the derivative of {name}",
            step => At(step.Outputs, step.LossGradient, OfTanh));
        yield return new(Faults.WrongActivationDerivative, "z (1 - z) is used where o (1 - o) is meant",
            step => At(step.Z, step.LossGradient, Logistic));
        yield return new(Faults.WrongActivationDerivative, "1 - z*z is used where 1 - o*o is meant",
            step => At(step.Z, step.LossGradient, OfTanh));
    }

    private static IEnumerable<Mistake> OfTargets(Reading reading)
    {
        bool crossEntropy = reading.Loss!.IsCrossEntropy;
        int rows = reading.Trace.Rows;
        if (reading.Targets.AreClassNumbers)
        {
            const string says = "the class number itself is the target of every output";
            yield return new(Faults.LabelEncodingMismatch, says, step => Against(step.P, row => step.Reading.Targets.Given[row, 0]));
            if (!crossEntropy)
                yield return new(Faults.LabelEncodingMismatch, says,
                    step => step.Through(Against(step.P, row => step.Reading.Targets.Given[row, 0])));
        }
        if (reading.Trace.Outs == 1 && rows > 1)
        {
            string says = $"every output is compared with all {rows} targets, [{rows}, 1] against [{rows}]";
            yield return new(Faults.BroadcastInLoss, says, step => step.Through(AgainstMean(step)));
            yield return new(Faults.BroadcastInLoss, says, AgainstMean);
        }
        if (reading.OutputActivation is SoftmaxActivation && reading.OutputsReproduced is null)
        {
            yield return new(Faults.SoftmaxWrongAxis, "softmax is taken over the rows of the batch",
                step => SoftmaxOver(step, OutputForm.OverBatch));
            yield return new(Faults.SoftmaxWrongAxis, "softmax is taken over the whole array",
                step => SoftmaxOver(step, OutputForm.OverEverything));
        }
        if (rows == 1) yield break;
        foreach (var (whose, of) in s_neighbours)
            yield return new(Faults.CacheOverwritten, $"each row is compared with the target of {whose}",
                step => step.P.Zip(of(step.Targets), (p, y) => p - y));
    }

    private static bool IsSquashed(Reading reading) =>
        reading.OutputActivation.Name is "softmax" or "sigmoid" && reading.Form != OutputForm.Logits;

    private static Matrix BinaryFormula(LayerStep step) => step.Difference.Zip(step.P, (d, p) => d / Math.Max(p * (1 - p), Smallest));

    private static Matrix SoftmaxOver(LayerStep step, OutputForm form) =>
        ForwardRun.Output(step.Z, step.Activation, form).Zip(step.Targets, (p, y) => p - y);

    private static Matrix AgainstMean(LayerStep step)
    {
        double mean = step.Targets.Values.Average();
        return step.Outputs.Map(output => output - mean);
    }

    private static Matrix Against(Matrix outputs, Func<int, double> target)
    {
        var result = outputs.Copy();
        for (int i = 0; i < result.Rows; i++)
            for (int j = 0; j < result.Columns; j++) result[i, j] -= target(i);
        return result;
    }

    private static Matrix At(Matrix place, Matrix gradient, Func<double, double> derivative) =>
        gradient.Zip(place, (g, at) => g * derivative(at));

    // a (1 − a) and 1 − a², the derivatives of sigmoid and tanh by their outputs.
    private static double Logistic(double a) => a * (1 - a);

    private static double OfTanh(double a) => 1 - (a * a);

    private static Func<double, double> Slope(Activation activation) => ((ElementwiseActivation)activation).Derivative;
}
