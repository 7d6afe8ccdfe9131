using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Monitoring;
using Glia.Doctor.Tests.Rules;
using Glia.Kernels;
using Glia.Layers;
using Glia.Losses;
using Glia.Optimizers;
using Glia.Training;

namespace Glia.Doctor.Tests.Monitoring;

public class LiveDoctorTests
{
    [Fact]
    public void A_run_that_learns_is_left_in_peace() => Assert.Empty(Told(new Adam(0.01f)));

    [Fact]
    public void A_rate_that_moves_nothing_is_told_while_it_trains()
    {
        Finding finding = Assert.Single(Told(new SGD(1e-8f)));
        Assert.Equal(Faults.LearningRateTooLow, finding.Fault);
    }

    [Fact]
    public void A_number_that_is_none_is_told_at_once()
    {
        float[] inputs = Made.BlobInputs(600, 3, 2, 0.5);
        inputs[7] = float.NaN;
        Assert.Equal(Faults.NotFiniteData,
            Assert.Single(Told(new Adam(), new Dataset(new FloatFeatures(inputs, 2), Made.Blobs().Targets))).Fault);
    }

    [Fact]
    public void An_update_that_is_added_is_told_and_not_taken_for_a_rate_that_is_too_high()
    {
        Assert.Contains(Told(new Adding()), finding => finding.Fault == Faults.UpdateAdded);
        Assert.DoesNotContain(Told(new SGD(60f)), finding => finding.Fault == Faults.UpdateAdded);
    }

    [Fact]
    public void A_loss_that_is_low_while_the_answers_are_wrong_is_told()
    {
        Assert.Contains(Told(new SGD(0.01f), loss: new Careless()), finding => finding.Fault == Faults.MetricDoesNotFollowLoss);
    }

    [Fact]
    public void Watching_looks_at_the_gradients_of_few_steps()
    {
        Dataset data = Made.Blobs();
        Trainer trainer = Trainer(new SGD(0.1f));
        var doctor = new LiveDoctor(new CategoricalCrossentropy(), trainer, data, _ => { });
        int looks = 0;
        for (int step = 0; step < 2000; step++)
        {
            if (doctor.LooksAtGradients) looks++;
            doctor.OnStep(trainer, trainer.Step(data, [step % 600, (step + 1) % 600]));
        }
        Assert.InRange(looks, 20, 60);
    }

    [Fact]
    public void An_epoch_is_looked_at_alike_whether_it_is_the_tenth_or_the_five_thousandth()
    {
        Dataset data = Made.Blobs();
        Trainer trainer = Trainer(new SGD(0.1f));
        var doctor = new LiveDoctor(new CategoricalCrossentropy(), trainer, data, _ => { });
        long tenth = 0, last = 0;
        for (int epoch = 1; epoch <= 5001; epoch++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            doctor.OnEpoch(trainer, new EpochReport
            {
                Epoch = epoch,
                Loss = 1,
                Accuracy = 0.5,
                Rate = 0.1,
                Steps = 10,
                Samples = 600,
                Seconds = 0,
                IsBest = false,
            });
            last = GC.GetAllocatedBytesForCurrentThread() - before;
            if (epoch == 10) tenth = last;
        }
        Assert.InRange(last, 1, 2 * tenth);
    }

    private static List<Finding> Told(Optimizer optimizer, Dataset? data = null, Loss? loss = null)
    {
        var told = new List<Finding>();
        data ??= Made.Blobs();
        Trainer trainer = Trainer(optimizer, loss);
        trainer.Fit(data,
            new FitOptions { Epochs = 300, Observers = [new LiveDoctor(loss ?? new CategoricalCrossentropy(), trainer, data, told.Add)] });
        return told;
    }

    private static Trainer Trainer(Optimizer optimizer, Loss? loss = null) =>
        new(new Network(2, new Dense(16, "relu"), new Dense(3, "softmax")), loss ?? new CategoricalCrossentropy(), optimizer,
            workers: Workers.Single);

    // A person's own optimizer with the sign of the update wrong.
    private sealed class Adding() : Optimizer(0.001f)
    {
        public override IReadOnlyList<string> StateNames => [];

        protected override StepSums Update(Span<float> weights, Span<float> gradient, Parameter parameter, float rate,
            GradientTreatment treatment)
        {
            double squares = 0, size = 0;
            for (int i = 0; i < weights.Length; i++)
            {
                (squares, size) = (squares + gradient[i] * gradient[i], size + weights[i] * weights[i]);
                weights[i] += rate * gradient[i];
            }
            return new StepSums(squares, size, rate * rate * squares);
        }

        protected override void WriteConfig(System.Text.Json.Nodes.JsonObject config) { }
    }

    // A person's own loss that is low whatever the answers are.
    private sealed class Careless : Loss
    {
        public override string Name => "careless";

        public override LossInput Takes => LossInput.Probabilities;

        public override string? ProbabilitiesBy => "softmax";

        protected override double Sum(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale,
            Span<float> gradient)
        {
            for (int i = 0; i < gradient.Length; i++) gradient[i] = scale * 1e-3f * i;
            return 0.01 * rows;
        }
    }
}
