using Glia.Data;
using Glia.Layers;
using Glia.Optimizers;
using Glia.Training;

namespace Glia.Tests.Training;

/// <summary>What cannot be right is refused in a sentence, and nothing is changed by it.</summary>
public class MisuseTests
{
    private static readonly Dataset Data = Dataset.Classes([0, 1, 1, 0], 2, [0, 1]);

    [Theory]
    [InlineData(1, 3, "The network takes 2 numbers a sample but the input has 1; give one sample.")]
    [InlineData(4, 3, "The network takes 2 numbers a sample but the input has 4; give one sample.")]
    [InlineData(2, 2, "The network gives 3 numbers a sample but there is room for 2; give as much room as there are numbers.")]
    [InlineData(2, 5, "The network gives 3 numbers a sample but there is room for 5; give as much room as there are numbers.")]
    public void Predict_takes_one_sample_and_no_less(int given, int room, string sentence)
    {
        var network = new Network(2, new Dense(3));
        network.Predict([1, 2], new float[3]);   // what another caller asked must not be answered again
        Assert.Equal(sentence, Refused(() => network.Predict(new float[given], new float[room])));
    }

    [Theory]
    [InlineData(2, "There is no row 2; the data have 2 rows, from 0 to 1.")]
    [InlineData(-1, "There is no row -1; the data have 2 rows, from 0 to 1.")]
    public void A_step_takes_rows_that_exist(int row, string sentence)
    {
        Trainer trainer = NewTrainer(2);
        Assert.Equal(sentence, Refused(() => trainer.Step(Data, [0, row])));
        Assert.Equal("The step has no rows; give at least one.", Refused(() => trainer.Step(Data, [])));
        Assert.Equal(0, trainer.Steps);
    }

    [Theory]
    [InlineData(double.NaN, "The learning rate is NaN; give a number.")]
    [InlineData(double.PositiveInfinity, "The learning rate is infinite; give a number.")]
    public void A_step_takes_a_rate_that_is_a_number(double rate, string sentence)
    {
        Trainer trainer = NewTrainer(2);
        float[] before = trainer.Network.Weights.All.ToArray();
        Assert.Equal(sentence, Refused(() => trainer.Step(Data, [0, 1], rate)));
        Assert.Equal(before, trainer.Network.Weights.All);
        trainer.Backward(Data, [0, 1]);
        Assert.Throws<GliaException>(() => trainer.Update(rate));
        Assert.Equal(before, trainer.Network.Weights.All);
    }

    [Fact]
    public void A_step_takes_data_that_fit()
    {
        Assert.Equal("The loss categorical_crossentropy gets targets of 2 numbers a row but the network gives 3 numbers; the last layer " +
            "needs 2 units.",
            Refused(() => NewTrainer(3).Step(Data, [0])));
        Assert.Equal("The network takes 2 numbers a sample but the data have 4.",
            Refused(() => NewTrainer(2).Step(Dataset.Classes([0, 1, 1, 0], 4, [1]), [0])));
    }

    [Theory]
    [InlineData(-1, 32, null, "Epochs are -1; there must be at least 0.")]
    [InlineData(1, 0, null, "The batch size is 0; it must be at least 1.")]
    [InlineData(1, -5, null, "The batch size is -5; it must be at least 1.")]
    [InlineData(1, 32, 0, "Steps per epoch are 0; there must be at least 1.")]
    public void A_run_takes_settings_that_make_sense(int epochs, int batch, int? steps, string sentence) =>
        Assert.Equal(sentence,
            Refused(() => NewTrainer(2).Fit(Data, new FitOptions { Epochs = epochs, BatchSize = batch, StepsPerEpoch = steps })));

    [Fact]
    public void A_layer_belongs_to_one_place_of_one_network()
    {
        var layer = new Dense(2);
        Assert.Equal("The same Dense object stands at two places of the network; make a new layer for each place.",
            Refused(() => new Network(2, layer, layer)));
        // A network that could not be built takes nothing.
        Refused(() => new Network(2, layer, new Dense(3) { Name = "a" }, new Dense(3) { Name = "a" }));
        var network = new Network(2, layer);
        Assert.Equal("The Dense layer 'dense' belongs to another network; make new layers, or copy that network with Clone().",
            Refused(() => new Network(2, layer)));
        Assert.NotSame(layer, network.Clone().Layers[0]);
    }

    [Fact]
    public void An_optimizer_belongs_to_one_trainer()
    {
        var optimizer = new Adam();
        _ = new Trainer(new Network(2, new Dense(2)), "mse", optimizer);
        Assert.Equal("This Adam optimizer belongs to another trainer, for whose weights it keeps its state; make a new one for each " +
            "trainer.",
            Refused(() => new Trainer(new Network(2, new Dense(2)), "mse", optimizer)));
    }

    [Fact]
    public void An_empty_network_is_a_sentence() => Assert.Equal("A network needs at least one layer.", Refused(() => new Network(2)));

    [Fact]
    public void What_does_not_fit_into_memory_is_refused_before_it_is_taken()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("100000000 units on an input of 784 make more than 2,147,483,647 numbers",
            Refused(() => new Network(784, new Dense(100_000_000))), StringComparison.Ordinal);
        var wide = new Network(1, new Dense(40_000));
        string batch = Refused(() => new Workspace(wide, 60_000, Kernels.Workers.Single, training: true));
        Assert.Equal("The numbers of one layer for a batch of 60,000 rows are 2,400,000,000 numbers (8.9 GiB), more than the " +
            "2,147,483,559 of one array; use a smaller batch or smaller layers.", batch);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Fact]
    public void A_hundred_thousand_layers_are_built_and_shown()
    {
        // About a second's work; where it grew with the square of the layers it took minutes.
        var network = new Network(1, [.. Enumerable.Range(0, 100_000).Select(_ => new Dense(1))]);
        string text = network.ToString();
        Assert.Equal((200_000, "dense_99999"), (network.ParameterCount, network.Layers[^1].Name));
        Assert.Contains("dense_99999 (Dense)", text, StringComparison.Ordinal);
    }

    private static Trainer NewTrainer(int outputs) =>
        new(new Network(2, new Dense(outputs, "softmax")), "categorical_crossentropy", new SGD(0.1f));

    private static string Refused(Func<object?> work) => Assert.Throws<GliaException>(work).Message;

    private static string Refused(Action work) => Assert.Throws<GliaException>(work).Message;
}
