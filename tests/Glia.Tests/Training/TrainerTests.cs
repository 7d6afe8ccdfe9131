using Glia.Data;
using Glia.Layers;
using Glia.Optimizers;
using Glia.Training;
using Workers = Glia.Kernels.Workers;

namespace Glia.Tests.Training;

public class TrainerTests
{
    // Two rings, which no straight line separates.
    private static Dataset Rings(int rows)
    {
        var random = new System.Random(7);
        var inputs = new float[rows * 2];
        var classes = new int[rows];
        for (int i = 0; i < rows; i++)
        {
            double angle = random.NextDouble() * 2 * Math.PI, radius = (i % 2 == 0 ? 0.5 : 1) + 0.05 * random.NextDouble();
            (inputs[2 * i], inputs[2 * i + 1]) = ((float)(radius * Math.Cos(angle)), (float)(radius * Math.Sin(angle)));
            classes[i] = i % 2;
        }
        return Dataset.Classes(inputs, 2, classes);
    }

    private static Network RingNetwork(ulong seed = 1) =>
        new(2, [new Dense(32, "relu"), new Dropout(0.1f), new Dense(33, "tanh"), new BatchNormalization(), new Dense(2, "softmax")], seed);

    [Fact]
    public void Learns_what_no_line_separates()
    {
        Dataset data = Rings(600);
        var trainer = new Trainer(new Network(2, new Dense(32, "relu"), new Dense(32, "relu"), new Dense(2, "softmax")),
            "categorical_crossentropy", new Adam(0.01f));
        History history = trainer.Fit(data, new FitOptions { Epochs = 20 });
        Assert.Equal(Ending.Completed, history.Ending);
        Assert.True(history.Epochs[^1].Loss < history.Epochs[0].Loss / 4);
        Assert.True(trainer.Evaluate(data).Accuracy > 0.98);
    }

    [Fact]
    public void Gives_the_same_bits_at_any_thread_count_and_again()
    {
        float[] Weights(int threads)
        {
            Dataset data = Rings(256);
            var network = RingNetwork();
            var trainer = new Trainer(network, "categorical_crossentropy", new SGD(0.05f, 0.9f) { GlobalClipNorm = 1 }, "one_cycle",
                seed: 3, new Workers(threads));
            trainer.Fit(data, new FitOptions { Epochs = 3, BatchSize = 100, Validation = data });
            return network.Weights.All.ToArray();
        }
        float[] one = Weights(1);
        Assert.Equal(one, Weights(2));
        Assert.Equal(one, Weights(3));
        Assert.Equal(one, Weights(1));
        Assert.All(one, w => Assert.True(float.IsFinite(w)));
    }

    [Fact]
    public void Gives_the_same_bits_on_two_threads_where_the_work_is_large_enough_to_share()
    {
        float[] Weights(int threads)
        {
            var random = new System.Random(1);
            var inputs = new float[512 * 300];
            for (int i = 0; i < inputs.Length; i++) inputs[i] = i % 3 == 0 ? 0 : random.NextSingle();
            Dataset data = Dataset.Classes(inputs, 300, [.. Enumerable.Range(0, 512).Select(i => i % 10)]);
            var network = new Network(300, new Dense(200, "relu"), new Dense(150, "gelu"), new Dense(10, "softmax"));
            new Trainer(network, "categorical_crossentropy", new Adam(), workers: new Workers(threads))
                .Fit(data, new FitOptions { BatchSize = 200, Epochs = 2 });
            return network.Weights.All.ToArray();
        }
        Assert.Equal(Weights(1), Weights(2));
    }

    [Theory]
    [InlineData("sgd", 1)]
    [InlineData("adam", 2)]
    [InlineData("nadam", 1)]
    public void Allocates_nothing_in_a_step(string optimizer, int threads)
    {
        Dataset data = Rings(256);
        Dataset part = data.Select([.. Enumerable.Range(0, 200)]);
        Optimizer rule = optimizer;
        rule.GlobalClipNorm = 1;
        var trainer = new Trainer(RingNetwork(), "categorical_crossentropy", rule, workers: new Workers(threads));
        int[] rows = [.. Enumerable.Range(0, 64)];
        for (int i = 0; i < 5; i++) trainer.Step(part, rows);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++) trainer.Step(part, rows);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Leaves_the_weights_alone_when_the_loss_is_not_finite()
    {
        Dataset data = Dataset.Values([1, 2, float.NaN, 4], 2, [1, 2]);
        var network = new Network(2, new Dense(1));
        float[] before = network.Weights.All.ToArray();
        History history = new Trainer(network, "mse", new SGD()).Fit(data, new FitOptions { Epochs = 3 });
        Assert.Equal(Ending.NotFinite, history.Ending);
        Assert.Single(history.Epochs);
        Assert.Equal(before, network.Weights.All.ToArray());
    }

    [Fact]
    public void Early_stopping_brings_back_the_best_weights()
    {
        Dataset data = Rings(200);
        var network = RingNetwork();
        // A rate that grows without end: the best epoch is an early one.
        var trainer = new Trainer(network, "categorical_crossentropy", new SGD(0.02f), new Glia.Schedules.ExponentialDecay(4));
        History history =
            trainer.Fit(data, new FitOptions { Epochs = 40, Validation = data, EarlyStopping = new EarlyStopping(3, 0, true) });
        Assert.Equal(Ending.EarlyStopped, history.Ending);
        Assert.Equal(history.BestEpoch + 3, history.Epochs.Count);
        Assert.Equal(history.Epochs[history.BestEpoch - 1].Validation!.Loss, trainer.Evaluate(data).Loss);
    }

    [Fact]
    public void Frozen_layers_do_not_move_and_the_rest_does()
    {
        var network = new Network(2, new Dense(8, "relu") { Trainable = false }, new Dense(2, "softmax"));
        float[] frozen = network.Weights[network.Parameter("dense/kernel")].ToArray(),
            moving = network.Weights[network.Parameter("dense_1/kernel")].ToArray();
        new Trainer(network, "categorical_crossentropy", "adam").Fit(Rings(64), new FitOptions());
        Assert.Equal(frozen, network.Weights[network.Parameter("dense/kernel")].ToArray());
        Assert.NotEqual(moving, network.Weights[network.Parameter("dense_1/kernel")].ToArray());
    }

    [Fact]
    public void Observers_can_end_an_epoch_or_the_run()
    {
        Dataset data = Rings(100);
        History stopped = new Trainer(RingNetwork(), "categorical_crossentropy", "sgd")
            .Fit(data, new FitOptions { BatchSize = 10, Epochs = 5, Observers = [new Ender(Answer.Stop)] });
        Assert.Equal((Ending.Stopped, 3L), (stopped.Ending, stopped.Steps));
        History shortened = new Trainer(RingNetwork(), "categorical_crossentropy", "sgd")
            .Fit(data, new FitOptions { BatchSize = 10, Epochs = 5, Observers = [new Ender(Answer.StopEpoch)] });
        Assert.Equal((Ending.Completed, 3L + 4 * 1), (shortened.Ending, shortened.Steps));
    }

    private sealed class Ender(Answer answer) : ITrainingObserver
    {
        public Answer OnStep(Trainer trainer, in StepReport report) => report.Step >= 3 ? answer : Answer.Continue;
    }

    [Fact]
    public void A_dense_layer_takes_images_row_by_row_as_Keras_does()
    {
        var network = new Network(new Shape(4, 3), new Dense(5, "relu"), new Flatten(), new Dense(2, "softmax"));
        Assert.Equal(new Shape(4, 5), network.Layers[0].OutputShape);
        Assert.Equal(3 * 5 + 5 + 20 * 2 + 2, network.ParameterCount);
        Dataset data = new(new FloatFeatures([.. Enumerable.Range(0, 24).Select(i => i / 24f)], new Shape(4, 3)), Targets.OneHot([0, 1]));
        History history = new Trainer(network, "categorical_crossentropy", "adam").Fit(data, new FitOptions { Epochs = 50 });
        Assert.True(history.Epochs[^1].Loss < history.Epochs[0].Loss);
    }

    [Theory]
    [InlineData("categorical_crossentropy", 3, "network gives 2 numbers")]
    [InlineData("sparse_categorical_crossentropy", 2, "one class number a row")]
    [InlineData("mse", 3, "compares 3 numbers a row")]
    public void Refuses_targets_that_cannot_meet_the_output(string loss, int width, string sentence)
    {
        Dataset data = Dataset.Values(new float[8], 2, new float[4 * width], width);
        var trainer = new Trainer(new Network(2, new Dense(2, "softmax")), loss, "sgd");
        var error = Assert.Throws<GliaException>(() => trainer.Fit(data, new FitOptions()));
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_label_beyond_the_outputs_and_data_without_rows()
    {
        var trainer = new Trainer(new Network(2, new Dense(2, "softmax")), "sparse_categorical_crossentropy", "sgd");
        Assert.Contains("class 2", Assert.Throws<GliaException>(() =>
            trainer.Fit(Dataset.Values(new float[4], 2, [0, 2]), new FitOptions())).Message, StringComparison.Ordinal);
        Assert.Contains("no rows", Assert.Throws<GliaException>(() => trainer.Fit(Dataset.Values([], 2, []), new FitOptions())).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_networks_are_built_and_run()
    {
        Dataset data = Rings(64);
        Dataset single = new(data.Inputs, new Targets([.. Enumerable.Range(0, 64).Select(i => (float)(i % 2))]));
        // softmax over one unit; ReLU at the end; two softmaxes; binary cross-entropy over softmax;
        // class numbers broadcast over two outputs.
        (Layer[] Layers, string Loss, Dataset Data)[] wrong =
        [
            ([new Dense(1, "softmax")], "binary_crossentropy", single),
            ([new Dense(2, "relu")], "categorical_crossentropy", data),
            ([new Dense(2, "softmax"), new Activation("softmax")], "categorical_crossentropy", data),
            ([new Dense(2, "softmax")], "binary_crossentropy", data),
            ([new Dense(2, "sigmoid")], "mse", single),
        ];
        foreach (var (layers, loss, set) in wrong)
        {
            History history = new Trainer(new Network(2, layers), loss, "sgd").Fit(set, new FitOptions { Epochs = 2 });
            // A row whose ReLUs are all zero divides zero by zero in Keras' cross-entropy, and here too: that run ends with the reason.
            Assert.True(history.Epochs.Count == 2 || (history.Ending == Ending.NotFinite && layers[0].Activation!.Name == "relu"));
        }
    }
}
