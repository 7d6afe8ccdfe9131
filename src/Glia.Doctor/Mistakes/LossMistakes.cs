using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;
using Mistake = Glia.Doctor.Mistakes.Hypothesis<Glia.Doctor.Mistakes.LossPass>;

namespace Glia.Doctor.Mistakes;

/// <summary>One computation of the loss: outputs, and how their logarithm is kept finite.</summary>
/// <param name="Reading">The step.</param>
/// <param name="Z">The last pre-activations.</param>
/// <param name="Outputs">The outputs.</param>
/// <param name="Clip">Where probabilities are cut; 0 goes through the logits, negative takes the bare logarithm.</param>
internal sealed record LossPass(Reading Reading, Matrix Z, Matrix Outputs, double Clip)
{
    public Matrix Targets => Reading.Targets.Wide!;

    /// <summary>The summed loss; against other targets, if given.</summary>
    public double Sum(LossForm loss, Matrix? targets = null) => loss.Sum(Z, Outputs, Reading.OutputActivation, targets ?? Targets, Clip);

    /// <summary>The ways to take a logarithm: cut at each power of ten that is usual, if that changes these outputs.</summary>
    public static IEnumerable<LossPass> Of(Reading reading, LossForm loss, Matrix z, Matrix outputs)
    {
        // Beyond these nobody cuts: 1e-16 is the last that changes 1, and at 1e-4 a sure answer is visibly wrong. Convention.
        const int coarsest = 5, finest = 16;
        if (reading.Form is OutputForm.Proper or OutputForm.Logits) yield return new(reading, z, outputs, 0);
        yield return new(reading, z, outputs, -1);
        if (!loss.IsCrossEntropy) yield break;
        double smallest = outputs.Values.Min(p => Math.Min(p, 1 - p));
        for (int digits = finest; digits >= coarsest; digits--)
            if (Math.Pow(10, -digits) is var clip && clip > smallest) yield return new(reading, z, outputs, clip);
    }
}

/// <summary>What people compute instead of the loss they mean, up to what they divide it by.</summary>
internal static class LossMistakes
{
    // What compares every row with every row is given up beyond this many. Convention.
    private const int MostPairs = 2000;

    /// <summary>The mistakes, each as one number: the summed loss.</summary>
    public static IEnumerable<Mistake> Of(Reading reading)
    {
        var (loss, rows, outs) = (reading.Loss!, reading.Trace.Rows, reading.Trace.Outs);
        if (outs == 1 && rows is > 1 and <= MostPairs)
        {
            string says = $"each of the {rows} outputs is compared with each of the {rows} targets: " +
                $"[{rows}, 1] and [{rows}] broadcast to [{rows}, {rows}]";
            yield return new(Faults.BroadcastInLoss, says, pass => One(EachWithEach(pass, loss)));
            yield return new(Faults.BroadcastInLoss, says, pass => One(EachWithEach(pass, loss) / rows));
        }
        yield return new(Faults.LossSignFlipped, $"the sign of the {loss.Name} is left out", pass => One(-pass.Sum(loss)))
        {
            Severity = Severity.Warning,
            Advice = "Flip the sign of the loss; where its derivative is taken too, training maximises it.",
        };
        if (loss.Name == LossNames.Categorical && outs > 1)
        {
            string says = $"the binary formula y log p + (1 - y) log(1 - p) is taken over {outs} classes that exclude each other";
            yield return new(Faults.BinaryLossForClasses, says, pass => pass.Clip == 0 ? null
                : One(pass.Sum(new LossForm(LossNames.Binary))))
            { Severity = Severity.Warning };
            if (rows <= MostPairs)
                yield return new(Faults.BinaryLossForClasses, says, pass => pass.Clip == 0 ? null
                    : One(Products(pass)))
                { Severity = Severity.Warning };
            if (reading.OutputActivation.Name == "linear")
                yield return new(Faults.LossOnRawLogits, "the logarithm is taken of raw outputs", pass => pass.Clip == 0 ? null
                    : One(OfRawOutputs(pass)));
        }
        if (reading.Targets.AreClasses && loss.Name != LossNames.Squared)
            yield return new(Faults.RegressionLossForClasses, $"a squared error is taken and not the {loss.Name} that is stated",
                pass => One(pass.Sum(new LossForm(LossNames.Squared))))
            {
                Severity = Severity.Warning,
            };
    }

    private static Matrix One(double number) => new(1, 1, [number]);

    private static double EachWithEach(LossPass pass, LossForm loss) =>
        Enumerable.Range(0, pass.Targets.Rows).Sum(shift => pass.Sum(loss, pass.Targets.Rolled(shift)));

    // The formula with matrix products instead of elementwise ones: every row of targets meets every row of outputs.
    private static double Products(LossPass pass)
    {
        var (o, t) = (pass.Outputs, pass.Targets);
        double sum = 0;
        for (int i = 0; i < t.Rows; i++)
            for (int k = 0; k < o.Rows; k++)
                for (int j = 0; j < o.Columns; j++)
                {
                    double p = pass.Clip > 0 ? Math.Clamp(o[k, j], pass.Clip, 1 - pass.Clip) : o[k, j];
                    sum -= (t[i, j] == 0 ? 0 : t[i, j] * Math.Log(p)) + (t[i, j] == 1 ? 0 : (1 - t[i, j]) * Math.Log(1 - p));
                }
        return sum;
    }

    private static double OfRawOutputs(LossPass pass)
    {
        double least = Math.Max(pass.Clip, 1e-300);
        return pass.Outputs.Zip(pass.Targets, (o, t) => t == 0 ? 0
            : -t * Math.Log(Math.Clamp(o, least, 1 - Math.Min(least, 1e-16)))).Values.Sum();
    }
}
