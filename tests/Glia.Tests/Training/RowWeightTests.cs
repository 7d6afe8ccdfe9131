using Glia.Data;
using Glia.Experiments;
using Glia.Float64;
using Glia.Kernels;
using Glia.Layers;
using Glia.Losses;
using Glia.Optimizers;
using Glia.Training;
using Loss = Glia.Losses.Loss;
using Matrix = Glia.Doctor.Reference.Matrix;

namespace Glia.Tests.Training;

/// <summary>Sample weights and class weights as in Keras: the loss of a row is multiplied, the mean is over all rows.</summary>
public class RowWeightTests
{
    private const int Rows = 7, Features = 4, Classes = 3;

    private static readonly float[] Weights = [2, 0, 1, 0.5f, 3, 1, 0.25f];

    public static MatrixTheoryData<string, string> Cases => new([.. LossCatalogue.Names], ["sum_over_batch_size", "sum"]);

    [Theory, MemberData(nameof(Cases))]
    public void Loss_and_gradient_are_those_of_the_float64_reference(string name, string reduction)
    {
        Loss loss =
            LossCatalogue.Create(new System.Text.Json.Nodes.JsonObject { ["class_name"] = name, ["reduction"] = reduction }, "loss");
        (Network network, Dataset data) = Make(name, new Shape(Features));
        var reference = EveryLoss.Named(name, sum: true);
        double divisor = reduction == "sum" ? 1 : Rows;

        // The reference row by row: the loss of each, weighted; and the derivative in the bias by a central difference in float64.
        double expected = Weighted(network, data, reference, bias: -1, 0) / divisor;
        var trainer = new Trainer(network, loss, new SGD(0.5f));
        float[] before = network.Weights[network.Parameters[1]].ToArray();
        double[] derivative = [.. Enumerable.Range(0, Classes).Select(bias =>
            (Weighted(network, data, reference, bias, 1e-5) - Weighted(network, data, reference, bias, -1e-5)) / 2e-5 / divisor)];
        Assert.Equal(expected / (reduction == "sum" ? Rows : 1), trainer.Evaluate(data).Loss, 2e-6 * Math.Max(1, expected));
        StepReport step = trainer.Step(data, [.. Enumerable.Range(0, Rows)]);
        Assert.Equal(expected, step.Loss, 2e-6 * Math.Max(1, expected));
        float[] after = network.Weights[network.Parameters[1]].ToArray();
        for (int k = 0; k < Classes; k++)
            Assert.Equal(derivative[k], (before[k] - after[k]) / 0.5, 2e-5 * Math.Max(1, Math.Abs(derivative[k])));
    }

    [Fact]
    public void A_weight_of_two_is_the_row_twice_and_zero_is_without_it()
    {
        (Network weighted, Dataset data) = Make("categorical_crossentropy", new Shape(Features));
        Dataset twice = data.Select([0, 1, 2]).WithSampleWeights([2, 0, 1]);
        Network repeated = weighted.Clone();
        new Trainer(weighted, "categorical_crossentropy", new SGD(0.1f)).Step(twice, [0, 1, 2]);
        new Trainer(repeated, "categorical_crossentropy", new SGD(0.1f))
            .Step(data.Select([0, 0, 2]).WithSampleWeights([1, 1, 1]), [0, 1, 2]);
        for (int i = 0; i < weighted.Weights.All.Length; i++) Assert.Equal(repeated.Weights.All[i], weighted.Weights.All[i], 1e-6f);
    }

    [Theory]
    [InlineData("categorical_crossentropy")]
    [InlineData("sparse_categorical_crossentropy")]
    public void Class_weights_are_sample_weights_of_the_classes_in_training_alone(string loss)
    {
        (Network byClass, Dataset data) = Make(loss, new Shape(Features));
        data = data.WithSampleWeights(Weights);
        Network byRow = byClass.Clone();
        var classWeight = new Dictionary<int, float> { [0] = 3, [2] = 0.5f };
        float[] combined = [.. Weights.Select((weight, row) => weight * classWeight.GetValueOrDefault(ClassOf(row), 1))];
        var trainer = new Trainer(byClass, loss, new SGD(0.1f));
        double judged = trainer.Evaluate(data).Loss;
        Fit(trainer, data, classWeight);
        Fit(new Trainer(byRow, loss, new SGD(0.1f)), data.WithSampleWeights(combined), null);
        Assert.True(byRow.Weights.All.SequenceEqual(byClass.Weights.All));
        // Class weights change no evaluation.
        byClass.Weights.CopyFrom(Make(loss, new Shape(Features)).Network.Weights);
        Assert.Equal(judged, trainer.Evaluate(data).Loss);
    }

    [Fact]
    public void Balanced_weights_are_scikit_learns()
    {
        // compute_class_weight("balanced", classes=[0, 1, 2], y=[0, 0, 0, 1, 2, 2]) of scikit-learn: 0.66666667, 2, 1
        IReadOnlyDictionary<int, float> weights = RowWeights.Balanced(Targets.OneHot([0, 0, 0, 1, 2, 2]));
        Assert.Equal([2 / 3f, 2, 1], [weights[0], weights[1], weights[2]]);
    }

    [Theory]
    [InlineData(3, 1f, "class_weight names class 3, but the classes are 0 to 2.")]
    [InlineData(1, -1f, "The class_weight of class 1 is -1; it must be a number of at least 0.")]
    [InlineData(1, float.NaN, "The class_weight of class 1 is NaN; it must be a number of at least 0.")]
    public void Class_weights_that_make_no_sense_are_refused(int label, float weight, string sentence)
    {
        (Network network, Dataset data) = Make("categorical_crossentropy", new Shape(Features));
        var trainer = new Trainer(network, "categorical_crossentropy", "sgd");
        Assert.Equal(sentence,
            Assert.Throws<GliaException>(() => Fit(trainer, data, new Dictionary<int, float> { [label] = weight })).Message);
    }

    [Fact]
    public void Weights_need_rows_with_one_class_and_one_weight_a_row()
    {
        var several = new Dataset(new FloatFeatures(new float[4], 2), new Targets([1, 1, 0, 1, 0, 0], 3));
        var trainer = new Trainer(new Network(2, new Dense(3, "sigmoid")), "binary_crossentropy", "sgd");
        Assert.Equal("class_weight needs one class a row, but row 0 of the training data has several or none; use sample weights.",
            Assert.Throws<GliaException>(() => Fit(trainer, several, new Dictionary<int, float> { [0] = 2 })).Message);
        Assert.Equal("The data have 2 rows but 3 sample weights; each row needs one.",
            Assert.Throws<GliaException>(() => several.WithSampleWeights([1, 2, 3])).Message);
        Assert.Equal("The sample weight of row 1 is -2; it must be a number of at least 0.",
            Assert.Throws<GliaException>(() => several.WithSampleWeights([1, -2])).Message);
    }

    [Fact]
    public void A_weighted_step_allocates_nothing()
    {
        (Network network, Dataset data) = Make("categorical_crossentropy", new Shape(Features));
        var trainer = new Trainer(network, "categorical_crossentropy", new Adam(), workers: new Workers(1));
        data = data.WithSampleWeights(Weights);
        int[] rows = [.. Enumerable.Range(0, Rows)];
        for (int i = 0; i < 50; i++) trainer.Step(data, rows);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++) trainer.Step(data, rows);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("\"balanced\"", 1 / 3f * 7 / 3, 7 / 3f / 2, 7 / 3f / 2)]
    [InlineData("{\"1\": 4, \"2\": 0.5}", 1, 4, 0.5f)]
    [InlineData("{\"b\": 4, \"2\": 0.5}", 1, 4, 0.5f)]
    public void An_experiment_says_class_weights_by_name_or_number(string json, float a, float b, float c)
    {
        Experiment experiment = Experiment.Parse("e.json",
            $$"""{"data": {"source": "x"}, "network": [{"class_name": "Dense", "units": 3}], "training": {"class_weight": {{json}} } }""");
        Dataset data = Make("categorical_crossentropy", new Shape(Features)).Data;
        IReadOnlyDictionary<int, float> weights = ClassWeights.Of(experiment.Training.ClassWeight, data, ["a", "b", "c"])!;
        Assert.Equal([a, b, c], Enumerable.Range(0, 3).Select(label => weights.GetValueOrDefault(label, 1)), (x, y) =>
            Math.Abs(x - y) < 1e-6);
        Assert.Equal(experiment.Training.ClassWeight!.ToJsonString(),
            Experiment.Parse("e.json", experiment.ToJson()).Training.ClassWeight!.ToJsonString());
    }

    [Theory]
    [InlineData("\"balance\"", "e.json line 1: training.class_weight is \"balance\"; it must be \"balanced\" or an object with a number " +
        "for each class")]
    [InlineData("{\"0\": -1}", "e.json line 1: training.class_weight of class '0' is -1; it must be a number of at least 0.")]
    [InlineData("{\"0\": \"x\"}", "e.json line 1: training.class_weight of class '0' is \"x\"; it must be a number of at least 0.")]
    public void A_file_with_other_class_weights_is_refused(string json, string sentence) =>
        Assert.StartsWith(sentence, Assert.Throws<GliaException>(() => Experiment.Parse(
        "e.json", $$"""{"data": {"source": "x"}, "network": [{"class_name": "Dense", "units": 3}], "training": {"class_weight": """ +
            $$"""{{json}} } }""")).Message, StringComparison.Ordinal);

    private static void Fit(Trainer trainer, Dataset data, IReadOnlyDictionary<int, float>? classWeight) =>
        trainer.Fit(data, new FitOptions { Epochs = 3, BatchSize = 4, ClassWeight = classWeight });

    private static int ClassOf(int row) => row * 2 % Classes;

    private static (Network Network, Dataset Data) Make(string loss, Shape input)
    {
        string activation = loss switch
        {
            "categorical_crossentropy" or "categorical_focal_crossentropy" or "sparse_categorical_crossentropy" or "kl_divergence" =>
                "softmax",
            "binary_crossentropy" or "binary_focal_crossentropy" or "poisson" => "sigmoid",
            _ => "linear",
        };
        var inputs = new float[Rows * input.Size];
        RandomFill.Normal(inputs, 0, 1, 7, 1);
        int[] classes = [.. Enumerable.Range(0, Rows).Select(ClassOf)];
        Targets targets = loss == "sparse_categorical_crossentropy" ? new Targets([.. classes.Select(label => (float)label)])
            : Targets.OneHot(classes, Classes);
        return (new Network(input, [new Dense(Classes, activation)], seed: 3), new Dataset(new FloatFeatures(inputs, input), targets)
            .WithSampleWeights(Weights));
    }

    // The weighted sum of the rows' losses in float64, with one bias moved.
    private static double Weighted(Network network, Dataset data, Glia.Doctor.Reference.Loss reference, int bias, double by)
    {
        float[] kernel = network.Weights[network.Parameters[0]].ToArray(), biases = network.Weights[network.Parameters[1]].ToArray();
        var x = new float[Features];
        double sum = 0;
        for (int row = 0; row < Rows; row++)
        {
            data.Inputs.Gather([row], x);
            double[] z = [.. Enumerable.Range(0, Classes).Select(k =>
                biases[k] + (k == bias ? by : 0) + Enumerable.Range(0, Features).Sum(j => (double)x[j] * kernel[j * Classes + k]))];
            double[] y = network.OutputActivation?.Name switch
            {
                "softmax" => [.. z.Select(value => Math.Exp(value) / z.Sum(Math.Exp))],
                "sigmoid" => [.. z.Select(value => 1 / (1 + Math.Exp(-value)))],
                _ => z,
            };
            double[] target = [.. data.Targets[row].ToArray().Select(value => (double)value)];
            sum += Weights[row] * reference.Value(new Matrix(1, Classes, y), new Matrix(1, target.Length, target));
        }
        return sum;
    }
}
