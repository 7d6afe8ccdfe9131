using Glia.Doctor.Findings;
using Glia.Doctor.HandWritten;
using Glia.Experiments;
using HandWritten;

namespace Glia.Serve.Lab;

/// <summary>The program the project comes from, written by hand, with its five faults; one of them is in the figure it reports.</summary>
/// <param name="digits">The digits: bytes of 784 pixels, and classes.</param>
internal sealed class OriginPatient(LoadedData digits) : LabPatient
{
    // Rows it learns from and is judged on: a hand-written loop does a few thousand steps in the time somebody watches.
    private const int TrainRows = 5000, JudgedRows = 200, Points = 40, StepsApart = 75, StepsBeforeTheDoctor = 1000;

    private static readonly (OriginFaults Flag, LabSwitch Switch)[] s_faults =
    [
        (OriginFaults.StaleAccuracy, new("stale", Fault.Find("GLIA075")!, "the accuracy reads the output of the last training sample")),
        (OriginFaults.ReluMask, new("relu", Fault.Find("GLIA056")!, "the relu derivative is masked by the sign of the gradient")),
        (OriginFaults.RandomNormalWeights, new("weights", Fault.Find("GLIA041")!, "weights and biases from np.random.randn")),
        (OriginFaults.TinyRate, new("rate", Fault.Find("GLIA066")!, "learning rate 1e-6")),
        (OriginFaults.BinaryCrossEntropy, new("loss", Fault.Find("GLIA044")!, "the binary formula for ten classes")),
    ];

    private readonly Lazy<Rows> _training = new(() => Rows.Of(digits, 0, TrainRows));
    private readonly Lazy<Rows> _judged = new(() => Rows.Of(digits, digits.Rows - JudgedRows, JudgedRows));

    /// <inheritdoc/>
    public override string Id => "origin";

    /// <inheritdoc/>
    public override string Name => "The program of the question";

    /// <inheritdoc/>
    public override string Sentence => "“My network always predicts the same class”: 784-200-200-10 written by hand, one random " +
        "digit a step. Its own accuracy may lie; the dashed line is the truth.";

    /// <inheritdoc/>
    public override string Skill => "accuracy";

    /// <inheritdoc/>
    public override IReadOnlyList<LabSwitch> Switches => [.. s_faults.Select(one => one.Switch)];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Story => [.. s_faults.Select(one => one.Switch.Id)];

    /// <inheritdoc/>
    public override void Train(IReadOnlySet<string> on, Action<LabPoint> tell, CancellationToken stop)
    {
        var network = new OriginNetwork(Faulty(on));
        (Rows training, Rows judged) = (_training.Value, _judged.Value);
        for (int point = 1; point <= Points && !stop.IsCancellationRequested; point++)
        {
            network.Train(training.X, training.Y, StepsApart);
            // It takes a row at a time, as its training does.
            IHandWrittenNetwork<double> asked = network;
            double[][] outputs = [.. judged.X.SelectMany(row => asked.Forward([row]))];
            double loss = outputs.Zip(judged.Y, network.CrossEntropy).Average();
            double truth = outputs.Zip(judged.Y, (output, target) => IndexOfMost(output) == IndexOfMost(target) ? 1.0 : 0).Average();
            // Its own routine reads what the last training step left.
            network.Train(training.X, training.Y, 1);
            tell(new LabPoint(point * StepsApart, Points * StepsApart, loss, network.Accuracy(judged.X, judged.Y), truth));
        }
    }

    /// <inheritdoc/>
    public override Diagnosis Examine(IReadOnlySet<string> on, CancellationToken stop)
    {
        var network = new OriginNetwork(Faulty(on));
        (Rows training, Rows judged) = (_training.Value, _judged.Value);
        var reported = new List<double>();
        for (int epoch = 0; epoch < 3; epoch++)
        {
            stop.ThrowIfCancellationRequested();
            network.Train(training.X, training.Y, StepsBeforeTheDoctor);
            reported.Add(network.Accuracy(judged.X, judged.Y));
        }
        return Doctor.Doctor.Examine(network, training.X, training.Y, judged.X, judged.Y, "the program", reported).Diagnosis;
    }

    private static OriginFaults Faulty(IReadOnlySet<string> on) =>
        s_faults.Where(one => on.Contains(one.Switch.Id)).Aggregate(OriginFaults.None, (faults, one) => faults | one.Flag);

    private static int IndexOfMost(double[] values) => Array.IndexOf(values, values.Max());

    private sealed record Rows(double[][] X, double[][] Y)
    {
        public static Rows Of(LoadedData digits, int first, int count)
        {
            const double white = 255;
            int classes = digits.ClassNames!.Length;
            var pixels = new float[digits.Inputs.Shape.Size];
            var (x, y) = (new double[count][], new double[count][]);
            for (int i = 0; i < count; i++)
            {
                digits.Inputs.Gather([first + i], pixels);
                x[i] = Array.ConvertAll(pixels, pixel => pixel / white);
                y[i] = new double[classes];
                y[i][digits.Classes![first + i]] = 1;
            }
            return new Rows(x, y);
        }
    }
}
