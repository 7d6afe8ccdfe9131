using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Layers;
using Glia.Metrics;
using Glia.Tests.Data;
using Glia.Training;

namespace Glia.Tests.Training;

/// <summary>Targets at each step of a sequence, read from an .npz, as PyTorch compares them: Reference/make_steps.py.</summary>
public class StepTargetTests
{
    private const int Rows = 5, Steps = 4, Features = 2;

    private static readonly JsonArray Cases = ReferenceValues.Read("steps.json").AsArray();

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Cases.Count)];

    private static Dataset Read(string targets) => DataFile.Read(Fixture.PathOf("steps.npz"),
        new DataFileOptions { Inputs = ["x"], Targets = [targets] }).Encode(TargetEncoding.None).Train;

    private static Network Started(Shape input, JsonNode one)
    {
        var network = new Network(input, new Dense(one["bias"]!.AsArray().Count, (string)one["activation"]!));
        foreach (Parameter parameter in network.Parameters)
            ReferenceValues.Floats(one[parameter.Name]).CopyTo(network.Weights[parameter]);
        return network;
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Loss_and_gradients_are_PyTorchs(int number)
    {
        JsonNode one = Cases[number]!;
        Network network = Started(new Shape(Steps, Features), one);
        var trainer = new Trainer(network, (string)one["loss"]!, "SGD");
        Dataset data = Read((string)one["targets"]!);
        StepReport report = trainer.Backward(data, [0, 1, 2, 3, 4]);
        Assert.Equal((double)one["value"]!, report.Loss, 1e-5);
        Assert.Equal(report.Loss, trainer.Evaluate(data).Loss, 1e-5);
        foreach (Parameter parameter in network.Parameters)
        {
            float[] expected = ReferenceValues.Floats(one[$"d{parameter.Name}"]);
            ReadOnlySpan<float> found = trainer.Workspace!.Gradients[parameter];
            // Sums of some twenty products of numbers around 1.
            for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 1e-5f);
        }
    }

    // A mean over rows and steps: what as many rows of one step would give.
    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_step_counts_as_a_row_of_its_own_would(int number)
    {
        JsonNode one = Cases[number]!;
        Dataset steps = Read((string)one["targets"]!);
        var inputs = new float[Rows * Steps * Features];
        steps.Inputs.Gather([0, 1, 2, 3, 4], inputs);
        int width = steps.Targets.Width / Steps;
        var rows = new Dataset(new FloatFeatures(inputs, Features), new Targets(steps.Targets.Values.ToArray(), width));
        Evaluation ofSteps = Evaluated(new Shape(Steps, Features), steps), ofRows = Evaluated(Features, rows);
        Assert.Equal(ofRows.Loss, ofSteps.Loss, 1e-6);
        Assert.Equal(ofRows.MeanAbsoluteError, ofSteps.MeanAbsoluteError, 1e-6);
        Assert.Equal((ofRows.Answers, ofRows.Hits), (ofSteps.Answers, ofSteps.Hits));
        Assert.Equal(ofRows.Confusion(1, 0), ofSteps.Confusion(1, 0));
        Assert.Equal(Rows, ofSteps.Rows);

        Evaluation Evaluated(Shape input, Dataset data) =>
            new Trainer(Started(input, one), (string)one["loss"]!, "SGD").Evaluate(data);
    }

    [Fact]
    public void The_same_labels_are_counted_at_every_step()
    {
        Dataset read = Read("labels");
        Dataset labels = read.WithTargets(read.Targets.AsLabels());
        Evaluation evaluation = new Trainer(Started(new Shape(Steps, Features), Cases[5]!), "binary_crossentropy", "SGD").Evaluate(labels);
        Assert.Equal((3, Rows * Steps * 3), (evaluation.Labels!.Count, evaluation.Answers));
        Assert.Equal(evaluation.Accuracy, Enumerable.Range(0, 3).Average(evaluation.Labels.Accuracy), 1e-9);
        int[] yes = new int[3];
        for (int i = 0; i < read.Targets.Values.Length; i++) yes[i % 3] += (int)read.Targets.Values[i];
        Assert.Equal(yes, Enumerable.Range(0, 3).Select(evaluation.Labels.Yes));
    }

    [Fact]
    public void Gradients_of_a_recurrent_network_are_those_of_its_loss()
    {
        Dataset data = Read("values");
        var network = new Network(new Shape(Steps, Features), new LSTM(3, returnSequences: true), new Dense(3));
        var trainer = new Trainer(network, "mean_squared_error", "SGD");
        trainer.Backward(data, [0, 1, 2, 3, 4]);
        const float Step = 1e-2f;
        foreach (Parameter parameter in network.Parameters)
        {
            Span<float> weights = network.Weights[parameter];
            for (int i = 0; i < weights.Length; i += 5)
            {
                float own = weights[i];
                weights[i] = own + Step;
                double more = trainer.Evaluate(data).Loss;
                weights[i] = own - Step;
                double less = trainer.Evaluate(data).Loss;
                weights[i] = own;
                // The third derivative times the square of the step, and the rounding of the loss by the step.
                Assert.Equal((more - less) / (2 * Step), trainer.Workspace!.Gradients[parameter][i], 2e-4);
            }
        }
    }

    // What the targets are, what the network gives, and what to do about it.
    [Theory]
    [InlineData("values", "mean_squared_error", 2, true, "the last layer needs 3 units.")]
    [InlineData("values", "mean_squared_error", 12, false,
        "leave out what makes one row of the steps, such as Flatten, or end in a Reshape to [4, 3].")]
    [InlineData("values", "mean_squared_error", 3, false, "for an answer at each step, let the recurrent layers return_sequences and " +
        "leave out Flatten and pooling over all steps.")]
    [InlineData("classes_1", "categorical_crossentropy", 3, true, "needs targets of 12 (4x3) numbers a row (one-hot) but gets class " +
        "numbers; use sparse_categorical_crossentropy or one-hot targets.")]
    [InlineData("one_hot", "sparse_categorical_crossentropy", 3, true, "but gets 12 (4x3) numbers a row; use " +
        "categorical_crossentropy for one-hot targets.")]
    public void Wrong_shapes_are_told(string targets, string loss, int units, bool steps, string rest)
    {
        var network = new Network(new Shape(Steps, Features), steps ? [new Dense(units)] : [new Flatten(), new Dense(units)]);
        var trainer = new Trainer(network, loss, "SGD");
        string sentence = Assert.Throws<GliaException>(() => trainer.Check(Read(targets))).Message;
        Assert.EndsWith(rest, sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void As_many_numbers_in_another_order_are_not_compared()
    {
        var network = new Network(new Shape(Steps, Features), new Dense(3), new Reshape(3, 4));
        string sentence =
            Assert.Throws<GliaException>(() => new Trainer(network, "mean_squared_error", "SGD").Check(Read("values"))).Message;
        Assert.StartsWith("The targets have the shape 4x3 a row and the network gives 3x4;", sentence, StringComparison.Ordinal);
    }
}
