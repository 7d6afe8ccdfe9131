using Glia.Data;
using Glia.Float64;
using Glia.Kernels;
using Glia.Layers;
using Glia.Losses;
using Glia.Metrics;
using Glia.Optimizers;
using Glia.Training;
using Matrix = Glia.Doctor.Reference.Matrix;

namespace Glia.Tests.Losses;

/// <summary>
/// Outputs of more than one dimension: loss, accuracy and prediction are those of each position along the last axis, as in Keras, so that a
/// network trains what it predicts.
/// </summary>
public class PositionTests
{
    private const int Rows = 5, Features = 8, Classes = 3;

    private static readonly Shape[] Outer = [new(Features), new(4, Features), new(2, 3, Features)];

    public static MatrixTheoryData<string, int> Cases => new([.. LossCatalogue.Names], [0, 1, 2]);

    [Theory, MemberData(nameof(Cases))]
    public void The_loss_is_that_of_the_predictions(string loss, int rank)
    {
        (Network network, Dataset data) = Make(loss, Outer[rank]);
        int positions = network.OutputShape.Positions;
        var predicted = new float[Rows * network.OutputShape.Size];
        var sample = new float[network.InputShape.Size];
        for (int row = 0; row < Rows; row++)
        {
            data.Inputs.Gather([row], sample);
            network.Predict(sample, predicted.AsSpan(row * network.OutputShape.Size, network.OutputShape.Size));
        }
        int width = data.Targets.Width / positions;
        var outputs = new Matrix(Rows * positions, Classes, [.. predicted.Select(value => (double)value)]);
        var targets = new Matrix(Rows * positions, width, [.. data.Targets.Values.ToArray().Select(value => (double)value)]);
        double expected = EveryLoss.Named(loss).Value(outputs, targets);

        var trainer = new Trainer(network, loss, new SGD(0));
        Evaluation evaluation = trainer.Evaluate(data);
        StepReport step = trainer.Step(data, [.. Enumerable.Range(0, Rows)]);
        Assert.Equal(expected, evaluation.Loss, 2e-6 * Math.Max(1, expected));
        Assert.Equal(expected, step.Loss, 2e-6 * Math.Max(1, expected));
        int hits = Enumerable.Range(0, Rows * positions)
            .Count(answer => Largest(outputs, answer) == (width == 1 ? (int)targets[answer, 0] : Largest(targets, answer)));
        Assert.Equal((hits, Rows * positions), (evaluation.Hits, evaluation.Answers));
        Assert.Equal((hits, Rows * positions), (step.Hits, step.Answers));
        Assert.Equal(Rows * positions, evaluation.TrueHistogram().Sum());
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_step_is_that_of_the_positions_as_rows(string loss, int rank)
    {
        (Network network, Dataset data) = Make(loss, Outer[rank]);
        int positions = network.OutputShape.Positions;
        var flat = new Network(Features, [new Dense(Classes, network.Layers[0].Activation)], seed: 3);
        var inputs = new float[Rows * network.InputShape.Size];
        data.Inputs.Gather([.. Enumerable.Range(0, Rows)], inputs);
        var positionsAsRows =
            new Dataset(new FloatFeatures(inputs, Features), new Targets(data.Targets.Values.ToArray(), data.Targets.Width / positions));
        new Trainer(network, loss, new SGD(0.5f)).Step(data, [.. Enumerable.Range(0, Rows)]);
        new Trainer(flat, loss, new SGD(0.5f)).Step(positionsAsRows, [.. Enumerable.Range(0, Rows * positions)]);
        for (int i = 0; i < network.Weights.All.Length; i++) Assert.Equal(flat.Weights.All[i], network.Weights.All[i], 1e-6f);
    }

    [Fact]
    public void Class_numbers_by_position_are_checked_by_position()
    {
        var trainer = new Trainer(new Network(new Shape(2, Features), new Dense(Classes, "softmax")),
            "sparse_categorical_crossentropy", "sgd");
        var inputs = new FloatFeatures(new float[2 * 2 * Features], new Shape(2, Features));
        Assert.Equal("The loss sparse_categorical_crossentropy needs a class number for each of the 2 positions of an output of 2x3 but " +
            "gets 1 number a row; for one answer a row, leave out return_sequences in the last recurrent layer, or put Flatten or a " +
            "global pooling before the last layer.",
            Assert.Throws<GliaException>(() => trainer.Check(new Dataset(inputs, new Targets([0, 1])))).Message);
        Assert.StartsWith("The loss sparse_categorical_crossentropy: row 1, position 0, has class 3, but the network has 3 outputs",
            Assert.Throws<GliaException>(() => trainer.Check(new Dataset(inputs, new Targets([0, 1, 3, 0], 2)))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void One_answer_a_row_of_several_columns_is_told_from_one_at_each_position()
    {
        var trainer = new Trainer(new Network(new Shape(2, Features), new Dense(Classes, "softmax")), "categorical_crossentropy", "sgd");
        var rows = new Dataset(new FloatFeatures(new float[2 * Features], new Shape(2, Features)), new Targets([1, 0, 0], Classes));
        Assert.StartsWith("The targets have one answer of 3 numbers a row and the network gives 2x3; for one answer a row, leave out",
            Assert.Throws<GliaException>(() => trainer.Check(rows)).Message, StringComparison.Ordinal);
    }

    private static (Network, Dataset) Make(string loss, Shape input)
    {
        bool sparse = loss == "sparse_categorical_crossentropy";
        string activation = loss switch
        {
            "categorical_crossentropy" or "categorical_focal_crossentropy" or "sparse_categorical_crossentropy" or "kl_divergence" =>
                "softmax",
            "binary_crossentropy" or "binary_focal_crossentropy" or "poisson" => "sigmoid",
            _ => "linear",
        };
        var network = new Network(input, [new Dense(Classes, activation)], seed: 3);
        var inputs = new float[Rows * input.Size];
        RandomFill.Normal(inputs, 0, 1, 7, 1);
        int answers = Rows * input.Positions;
        var targets = new float[answers * (sparse ? 1 : Classes)];
        for (int answer = 0; answer < answers; answer++) targets[sparse ? answer : answer * Classes + answer * 2 % Classes] = sparse
            ? answer * 2 % Classes : 1;
        return (network, new Dataset(new FloatFeatures(inputs, input), new Targets(targets, targets.Length / Rows)));
    }

    private static int Largest(Matrix matrix, int row) => Enumerable.Range(0, matrix.Columns).MaxBy(column => matrix[row, column]);
}
