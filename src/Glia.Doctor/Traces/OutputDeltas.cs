using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>The gradients of the last pre-activations that people compute: first the right one, then the mistakes.</summary>
internal static class OutputDeltas
{
    public static IEnumerable<Suspect> Of(Reading reading)
    {
        var (loss, z, o, t) = (reading.Loss!, reading.Run.Z[^1], reading.Outputs, reading.Targets.Wide!);
        var activation = reading.OutputActivation;
        bool crossEntropy = loss.Name is LossNames.Categorical or LossNames.Binary;
        bool squashed = activation.Name is "softmax" or "sigmoid" && reading.Form != OutputForm.Logits;
        var p = reading.Form == OutputForm.Logits ? activation.Forward(o) : o;
        var difference = p.Zip(t, (a, b) => a - b);

        yield return new(null, "", Right(reading));
        if (!crossEntropy && activation.Name is not "linear")
        {
            yield return new(Faults.WrongActivationDerivative, $"the derivative of the {activation.Name} of the last layer is left out", loss.OutputGradient(o, t));
            yield return new(Faults.WrongActivationDerivative, $"the derivative of the {activation.Name} of the last layer is applied twice", activation.Backward(z, Right(reading)));
        }
        if (!crossEntropy && activation is SoftmaxActivation)
            yield return new(Faults.WrongActivationDerivative, "only the diagonal of the Jacobian of softmax is used", Multiply(loss.OutputGradient(o, t), p, a => a * (1 - a)));
        if (squashed)
        {
            if (crossEntropy && activation is SoftmaxActivation)
            {
                yield return new(Faults.SoftmaxJacobianTwice, "the Jacobian of softmax is applied to p - y, which contains it already", activation.Backward(z, difference));
                yield return new(Faults.SoftmaxJacobianTwice, "p - y is multiplied by p (1 - p), although it contains the derivative of softmax already", Multiply(difference, p, a => a * (1 - a)));
                yield return new(Faults.BinaryLossForClasses, "the derivative of the binary formula is passed through softmax", activation.Backward(z, BinaryGradient(p, t)));
                yield return new(Faults.WrongActivationDerivative, "-y / p is used without the derivative of softmax", t.Zip(p, (y, a) => -y / Math.Max(a, 1e-15)));
            }
            else if (crossEntropy)
                yield return new(Faults.SoftmaxJacobianTwice, "the derivative of sigmoid is applied to p - y, which contains it already", Multiply(difference, p, a => a * (1 - a)));
            if (activation.Name == "sigmoid")
                yield return new(Faults.WrongActivationDerivative, "the derivative of sigmoid is taken at its output", Multiply(difference, p, a => Slope("sigmoid", a)));
            if (crossEntropy) yield return new(Faults.BinaryLossForClasses, "the derivative of the binary formula is used without that of the activation", BinaryGradient(p, t));
            else yield return new(Faults.WrongActivationDerivative, $"p - y is used, which leaves out the derivative of {activation.Name}", difference);
        }
        if (activation is ElementwiseActivation smooth && activation.Name is not "linear" && !crossEntropy)
        {
            var gradient = loss.OutputGradient(o, t);
            yield return new(Faults.WrongActivationDerivative, $"the derivative of {activation.Name} is taken at its output", Multiply(gradient, o, smooth.Derivative));
            yield return new(Faults.WrongActivationDerivative, $"o (1 - o) is used as the derivative of {activation.Name}", Multiply(gradient, o, a => a * (1 - a)));
            yield return new(Faults.WrongActivationDerivative, $"1 - o*o is used as the derivative of {activation.Name}", Multiply(gradient, o, a => 1 - a * a));
        }
        if (reading.Targets.AreClassNumbers)
        {
            var numbers = Wide(p, row => reading.Targets.Given[row, 0]);
            yield return new(Faults.LabelEncodingMismatch, "the class number itself is the target of every output", numbers);
            if (!crossEntropy) yield return new(Faults.LabelEncodingMismatch, "the class number itself is the target of every output", activation.Backward(z, numbers));
        }
        if (t.Columns == 1 && t.Rows > 1)
        {
            double mean = t.Values.Average();
            yield return new(Faults.BroadcastInLoss, $"every output is compared with all {t.Rows} targets, [{t.Rows}, 1] against [{t.Rows}]", activation.Backward(z, Wide(o, _ => mean)));
            yield return new(Faults.BroadcastInLoss, $"every output is compared with all {t.Rows} targets, [{t.Rows}, 1] against [{t.Rows}]", Wide(o, _ => mean));
        }
        if (activation is SoftmaxActivation && reading.OutputsReproduced is null)
            foreach (var form in new[] { OutputForm.OverBatch, OutputForm.OverEverything })
                yield return new(Faults.SoftmaxWrongAxis, form == OutputForm.OverBatch ? "softmax is taken over the rows of the batch" : "softmax is taken over the whole array",
                    ForwardRun.Output(z, activation, form).Zip(t, (a, b) => a - b));
        foreach (int shift in new[] { 1, -1 })
            if (t.Rows > 1)
                yield return new(Faults.CacheOverwritten, $"each row is compared with the target of the {(shift > 0 ? "row before" : "next row")}", p.Zip(Rolled(t, shift), (a, b) => a - b));
        if (crossEntropy && t.Columns > 1)
            yield return new(Faults.RegressionLossForClasses, "the derivative of the squared error is used", activation.Backward(z, difference));
        yield return new(Faults.WrongReluMask, "only the positive entries of the output gradient are kept", difference.Map(d => Math.Max(d, 0)));
        yield return new(Faults.WrongGradient, "the target is not subtracted from the output", p);
        yield return new(Faults.WrongGradient, "the absolute value of p - y is used", difference.Map(Math.Abs));
    }

    /// <summary>The derivative of the summed loss as the owner's outputs stand.</summary>
    public static Matrix Right(Reading reading)
    {
        var t = reading.Targets.Wide!;
        // With the softmax over a wrong axis the finding is that axis; p - y on top of it is then the owner's next line.
        return reading.Form is OutputForm.OverBatch or OutputForm.OverEverything or OutputForm.AfterRelu || reading.OutputsReproduced == false
            ? reading.Loss!.Name is LossNames.Categorical or LossNames.Binary ? reading.Outputs.Zip(t, (a, b) => a - b) : reading.OutputActivation.Backward(reading.Run.Z[^1], reading.Loss.OutputGradient(reading.Outputs, t))
            : reading.Loss!.Delta(reading.Run.Z[^1], reading.Run.Outputs, reading.OutputActivation, t);
    }

    public static Matrix Rolled(Matrix matrix, int shift) =>
        matrix.Take([.. Enumerable.Range(0, matrix.Rows).Select(row => ((row - shift) % matrix.Rows + matrix.Rows) % matrix.Rows)]);

    private static double Slope(string activation, double at) => ((ElementwiseActivation)Activations.Named(activation)).Derivative(at);

    private static Matrix Multiply(Matrix gradient, Matrix at, Func<double, double> derivative) => gradient.Zip(at, (g, a) => g * derivative(a));

    private static Matrix BinaryGradient(Matrix p, Matrix t) => p.Zip(t, (a, b) => (a - b) / Math.Max(a * (1 - a), 1e-15));

    private static Matrix Wide(Matrix outputs, Func<int, double> target)
    {
        var result = outputs.Copy();
        for (int i = 0; i < result.Rows; i++)
            for (int j = 0; j < result.Columns; j++) result[i, j] -= target(i);
        return result;
    }
}
