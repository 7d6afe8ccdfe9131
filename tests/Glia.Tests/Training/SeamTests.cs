using Glia.Data;
using Glia.Experiments;
using Glia.Layers;
using Glia.Losses;
using Glia.Optimizers;
using Glia.Training;

namespace Glia.Tests.Training;

/// <summary>A step in its parts: backward, exchange, update; and several batches as one step.</summary>
public class SeamTests
{
    private const int Rows = 90, Inputs = 12;

    [Theory]
    [InlineData("SGD", Reduction.Mean)]
    [InlineData("SGD", Reduction.Sum)]
    [InlineData("Adam", Reduction.Mean)]
    public void Several_small_batches_make_the_step_of_a_large_one(string optimizer, Reduction reduction)
    {
        // 90 rows: 26 are left for the last step of an epoch, and 2 for the last of its batches.
        (float[] large, History whole) = Fit(32, 1);
        (float[] small, History cut) = Fit(8, 4);
        double widest = large.Max(Math.Abs);
        // Sums of some dozen products in another order, over nine steps: float32 keeps seven digits of each.
        for (int i = 0; i < large.Length; i++) Assert.Equal(large[i], small[i], 2e-5 * widest);
        Assert.Equal((9, 9), (whole.Steps, cut.Steps));
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(whole.Epochs[i].Loss, cut.Epochs[i].Loss, 1e-5 * whole.Epochs[i].Loss);
            Assert.Equal((whole.Epochs[i].Samples, whole.Epochs[i].Rate), (cut.Epochs[i].Samples, cut.Epochs[i].Rate));
        }

        (float[], History) Fit(int batch, int accumulate)
        {
            Trainer trainer = Trainer(optimizer, reduction);
            History history = trainer.Fit(Data(), new FitOptions { Epochs = 3, BatchSize = batch, GradientAccumulationSteps = accumulate });
            return (trainer.Network.Weights.All.ToArray(), history);
        }
    }

    [Fact]
    public void Each_batch_of_a_step_draws_its_own_dropout()
    {
        // The same four rows twice: with one mask for both batches their gradients would be those of one batch.
        int[] four = [0, 1, 2, 3];
        float[] once = Weights(four, Accumulation.None), twice = Weights([.. four, .. four], new Accumulation(4, 2));
        Assert.NotEqual(once, twice);

        static float[] Weights(int[] rows, Accumulation cut)
        {
            var network = new Network(Inputs, new Dropout(0.5f), new Dense(3, "softmax"));
            new Trainer(network, "mse", new SGD(1)).StepOfPass(Data(), rows, null, 0, cut);
            return network.Weights.All.ToArray();
        }
    }

    [Theory]
    [InlineData("SGD")]
    [InlineData("Nadam")]
    public void Backward_and_update_are_a_step(string optimizer)
    {
        Trainer whole = Trainer(optimizer), halves = Trainer(optimizer);
        Dataset data = Data();
        int[] rows = [.. Enumerable.Range(0, 20)];
        for (int step = 0; step < 3; step++)
        {
            StepReport one = whole.Step(data, rows, 0.01);
            float[] before = halves.Network.Weights.All.ToArray();
            StepReport other = halves.Backward(data, rows);
            Assert.Equal(before, halves.Network.Weights.All.ToArray());
            halves.Update(0.01);
            Assert.Equal((one.Step, one.Loss, one.Hits), (other.Step, other.Loss, other.Hits));
        }
        Assert.Equal(whole.Network.Weights.All.ToArray(), halves.Network.Weights.All.ToArray());
    }

    [Fact]
    public void What_stands_between_changes_the_gradients_before_they_are_used()
    {
        // Without a penalty, whose gradient the optimizer adds.
        Trainer half = Trainer("SGD", penalty: 0), plain = Trainer("SGD", penalty: 0);
        half.Unobserved = true;   // it must be called where nobody watches, too
        half.Exchange = gradients =>
        {
            foreach (ref float gradient in gradients.All) gradient /= 2;
        };
        Dataset data = Data();
        int[] rows = [.. Enumerable.Range(0, 20)];
        half.Step(data, rows, 0.5);
        plain.Step(data, rows, 0.25);
        Assert.Equal(plain.Network.Weights.All.ToArray(), half.Network.Weights.All.ToArray());
    }

    [Fact]
    public async Task Two_trainers_that_exchange_the_mean_of_their_gradients_make_the_step_of_one()
    {
        Dataset data = Data();
        Trainer whole = Trainer("Adam");
        int[] rows = [.. Enumerable.Range(0, 40)];
        for (int step = 0; step < 4; step++) whole.Step(data, rows);
        Trainer[] both = [Trainer("Adam"), Trainer("Adam")];
        var gradients = new ParameterBlock?[2];
        using var meeting = new Barrier(2);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(rank => Task.Run(() =>
        {
            float[] mean = new float[both[rank].Network.Weights.All.Length];
            both[rank].Exchange = own =>
            {
                gradients[rank] = own;
                meeting.SignalAndWait();
                // In one order on both sides, so that both end with the same bits.
                for (int i = 0; i < mean.Length; i++) mean[i] = (gradients[0]!.All[i] + gradients[1]!.All[i]) / 2;
                meeting.SignalAndWait();
                mean.CopyTo(own.All);
            };
            for (int step = 0; step < 4; step++) both[rank].Step(data, rows.AsSpan(20 * rank, 20));
        })));
        float[] expected = whole.Network.Weights.All.ToArray(), first = both[0].Network.Weights.All.ToArray();
        Assert.Equal(first, both[1].Network.Weights.All.ToArray());
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], first[i], 1e-5);
    }

    [Fact]
    public void An_update_without_gradients_and_no_batches_at_all_are_refused()
    {
        Assert.StartsWith("There are no gradients",
            Assert.Throws<GliaException>(() => Trainer("SGD").Update()).Message, StringComparison.Ordinal);
        var none = new FitOptions { GradientAccumulationSteps = 0 };
        Assert.StartsWith("The gradient accumulation steps are 0;",
            Assert.Throws<GliaException>(() => Trainer("SGD").Fit(Data(), none)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"gradient_accumulation_steps\": 4", 4)]
    [InlineData("\"optimizer\": {\"class_name\": \"Adam\", \"gradient_accumulation_steps\": 4}", 4)]
    [InlineData("\"optimizer\": {\"class_name\": \"Adam\", \"gradient_accumulation_steps\": null}", 1)]
    [InlineData("\"gradient_accumulation_steps\": 4, \"optimizer\": {\"class_name\": \"Adam\", \"gradient_accumulation_steps\": 4}", 4)]
    [InlineData("", 1)]
    public void A_file_says_it_in_either_place(string training, int steps)
    {
        Experiment experiment = Read(training);
        Assert.Equal(steps, experiment.Training.GradientAccumulationSteps);
        Assert.Equal(steps, Experiment.Parse("again", experiment.ToJson()).Training.FitOptions().GradientAccumulationSteps);
    }

    [Theory]
    [InlineData("\"gradient_accumulation_steps\": 0", "training.gradient_accumulation_steps")]
    [InlineData("\"optimizer\": {\"class_name\": \"Adam\", \"gradient_accumulation_steps\": 0}", "it must be a whole number of at least 1")]
    [InlineData("\"gradient_accumulation_steps\": 2, \"optimizer\": {\"class_name\": \"Adam\", \"gradient_accumulation_steps\": 4}",
        "keep one of the two")]
    public void A_file_that_makes_no_sense_is_refused(string training, string part) =>
        Assert.Contains(part, Assert.Throws<GliaException>(() => Read(training)).Message, StringComparison.Ordinal);

    private static Experiment Read(string training) => Experiment.Parse("file", "{\"data\": {\"source\": \"mnist\"}, " +
        $"\"network\": [{{\"class_name\": \"Dense\", \"units\": 10}}], \"training\": {{{training}}}}}");

    private static Trainer Trainer(string optimizer, Reduction reduction = Reduction.Mean, float penalty = 0.01f)
    {
        var network = new Network(Inputs, new Dense(8, "tanh", kernelRegularizer: new Regularizer(0, penalty)), new Dense(3, "softmax"));
        return new Trainer(network, new MeanSquaredError { Reduction = reduction },
            OptimizerCatalogue.Create(optimizer, "optimizer"), "one_cycle", seed: 2, new Glia.Kernels.Workers(1));
    }

    private static Dataset Data()
    {
        var random = new System.Random(3);
        var inputs = new float[Rows * Inputs];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = random.NextSingle() - 0.5f;
        return Dataset.Classes(inputs, Inputs, [.. Enumerable.Range(0, Rows).Select(row => row % 3)]);
    }
}
