using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>
/// How one trace is understood: which activations, which loss, which divisor. Conventions are inferred, not presumed; what was guessed is
/// said so. The examiners of a trace share it and add to it in the order forward, loss, gradients, update, evaluation.
/// </summary>
internal sealed partial class Reading
{
    public Reading(Trace trace) : this(trace, Precision.LooksSingle(trace)) { }

    private Reading(Trace trace, bool single)
    {
        Trace = trace;
        Targets = Targets.Of(trace.Y, trace.Outs, trace.Evaluation?.Y);
        DataAreFinite = Targets.AllFinite && trace.X.Values.All(double.IsFinite);
        Masks = [.. trace.Layers.Select(layer => layer.Mask)];
        Single = single;
        Activations = new Activation[trace.Layers.Count];
        Penalties = new (double, double)[trace.Layers.Count];
    }

    /// <summary>Another step of the same network, understood in the same way; its forward pass is done, unless it is given.</summary>
    public Reading With(Trace trace, ForwardRun? run = null)
    {
        var other = new Reading(trace, Single) { Form = Form, Loss = Loss };
        Activations.CopyTo(other.Activations, 0);
        other.Run = run ?? other.Forward(trace.Before);
        other.Outputs = other.Run.Outputs;
        return other;
    }

    public Trace Trace { get; }

    /// <summary>Whether every input and every target of the batch is finite.</summary>
    public bool DataAreFinite { get; }

    public Targets Targets { get; }

    /// <summary>Whether the owner computed in float32, as far as the numbers show.</summary>
    public bool Single { get; }

    /// <summary>Whether the owner's gradients point downhill. They have been turned round.</summary>
    public bool Downhill { get; init; }

    /// <summary>The activation of each layer.</summary>
    public Activation[] Activations { get; }

    /// <summary>How the last activation was computed.</summary>
    public OutputForm Form { get; set; }

    /// <summary>The masks as they were multiplied, scaling included.</summary>
    public IReadOnlyList<Matrix?> Masks { get; set; }

    /// <summary>The forward pass of the step.</summary>
    public ForwardRun Run { get; set; } = null!;

    /// <summary>Whether the recorded outputs were reproduced; null if none were recorded.</summary>
    public bool? OutputsReproduced { get; set; }

    /// <summary>Whether they are neither what the weights give nor what a known mistake gives.</summary>
    public bool OutputsAreUnknown { get; set; }

    /// <summary>How far the recorded outputs are from what the weights give by all rules, relatively.</summary>
    public double OutputError => Trace.Outputs is { } recorded
        ? RelativeError.Of(Run.Outputs.Values, recorded.Values) : double.PositiveInfinity;

    /// <summary>The outputs that the owner's loss and gradients start from.</summary>
    public Matrix Outputs { get; set; } = null!;

    /// <summary>The loss, or null where the targets allow none.</summary>
    public LossForm? Loss { get; set; }

    /// <summary>The loss that was recorded beside gradients of another one, and its factor; null where they agree.</summary>
    public (LossForm Form, double? Factor)? Printed { get; set; }

    /// <summary>What the owner multiplies the summed loss with (1 / rows for a mean), if the recorded loss showed it.</summary>
    public double? Factor { get; set; }

    /// <summary>What the owner's gradients are, relative to those of the summed loss, if they show it.</summary>
    public double? GradientFactor { get; set; }

    /// <summary>Whether what was multiplied is 1, 2 or ½ and no divisor, in a batch large enough to tell these from a mean.</summary>
    public bool GradientsAreSummed =>
        Trace.Rows >= 8 && (GradientFactor ?? Factor) is { } factor
        && new[] { 0.5, 1, 2 }.Any(usual => Math.Abs(Math.Abs(factor) / usual - 1) < 0.01);

    /// <summary>Whether the gradients were found right up to one factor, wrong, or were not there.</summary>
    public bool? GradientsRight { get; set; }

    /// <summary>Whether the gradients share one factor, as far as they show it.</summary>
    public bool HaveOneFactor { get; set; }

    /// <summary>The mistakes that were read from the step and can be made again, the harmless ones too.</summary>
    public List<Slip> Slips { get; } = [];

    /// <summary>Per layer: the multiple of the weights found in the gradient, and its size relative to the gradient of the data.</summary>
    public (double Decay, double Ratio)[] Penalties { get; }

    public Activation OutputActivation => Activations[^1];

    public static string LayerName(int layer) => $"layer {layer}";

    /// <summary>Understands the forward pass in another way and does it.</summary>
    public void Take(IReadOnlyList<Activation> activations, IReadOnlyList<Matrix?> masks, OutputForm form = OutputForm.Proper)
    {
        for (int l = 0; l < Activations.Length; l++) Activations[l] = activations[l];
        (Masks, Form) = (masks, form);
        Run = Forward(Trace.Before);
        Outputs = Run.Outputs;
    }

    public ForwardRun Forward(IReadOnlyList<LayerWeights> weights, bool single = false) =>
        ForwardRun.Of(Trace.X, weights, Activations, Form, Masks, single);

    /// <summary>How many rows <see cref="SummedLoss"/> takes: all, or evenly chosen ones of a large batch.</summary>
    public int LossRows => Math.Min(Trace.Rows, 4096);

    /// <summary>The loss of a row whose answer is a guess by the shares of the classes, or the mean of the values.</summary>
    public double LossOfGuessing
    {
        get
        {
            // Who gives every class the same misses each margin by one.
            if (Loss is { } margin && LossNames.AsksForMargin(margin.Name))
                return margin.Sum(Outputs, new Matrix(Trace.Rows, Trace.Outs), OutputActivation, Targets.Wide!, 0) / Trace.Rows;
            // Each output is asked by itself, whatever the others say.
            if (Loss?.Name == LossNames.Binary) return Trace.Outs * Math.Log(2);
            if (!Targets.AreClasses)
            {
                var mean = Trace.Y.SumOfRows().Times(1.0 / Trace.Rows);
                return Math.Max(Trace.Y.Zip(mean.Take(new int[Trace.Rows]), (y, m) => (y - m) * (y - m)).Values.Sum() / Trace.Rows, 1e-12);
            }
            double share = 1.0 / Math.Max(2, Trace.Outs), span = Targets.High - Targets.Low;
            return Loss?.Name == LossNames.Squared ? Trace.Outs * share * (1 - share) * span * span : -Math.Log(share);
        }
    }

    /// <summary>The summed loss of the batch under some weights, through log-sum-exp where possible.</summary>
    public double SummedLoss(IReadOnlyList<LayerWeights> weights)
    {
        var (x, t, masks) = (Trace.X, Targets.Wide!, Masks);
        if (LossRows < Trace.Rows)
        {
            int[] chosen = [.. Enumerable.Range(0, LossRows).Select(i => (int)((long)i * Trace.Rows / LossRows))];
            (x, t, masks) = (x.Take(chosen), t.Take(chosen), [.. masks.Select(mask => mask?.Take(chosen))]);
        }
        // Judged with the softmax as it should be: a wrong axis is a finding of its own.
        var run = ForwardRun.Of(x, weights, Activations, Form == OutputForm.Logits ? Form : OutputForm.Proper, masks);
        return Loss!.Sum(run.Z[^1], run.Outputs, OutputActivation, t,
            Loss.IsCrossEntropy && OutputActivation.Name is "softmax" or "sigmoid" or "linear" ? 0 : 1e-12);
    }
}
