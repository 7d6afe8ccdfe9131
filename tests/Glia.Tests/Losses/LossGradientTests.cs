using System.Text.Json.Nodes;
using Glia.Float64;
using Glia.Kernels;
using Glia.Layers;
using Glia.Losses;
using Glia.Tests.Layers;
using Loss = Glia.Losses.Loss;
using Matrix = Glia.Doctor.Reference.Matrix;

namespace Glia.Tests.Losses;

/// <summary>Every loss over every output activation against the float64 oracle, computed together where the pair is a safe one.</summary>
public class LossGradientTests
{
    private const int Rows = 6;

    /// <summary>Every loss by name, and once more with settings that are not the default.</summary>
    internal static IEnumerable<string> LossForms =>
    [
        .. LossCatalogue.Names.Select(name => $$"""{"class_name":"{{name}}"}"""),
        """{"class_name":"categorical_crossentropy","from_logits":true,"label_smoothing":0.1}""",
        """{"class_name":"categorical_crossentropy","label_smoothing":0.25,"reduction":"sum"}""",
        """{"class_name":"sparse_categorical_crossentropy","from_logits":true}""",
        """{"class_name":"binary_crossentropy","from_logits":true,"label_smoothing":0.1}""",
        """{"class_name":"binary_crossentropy","label_smoothing":0.25,"reduction":"sum"}""",
        """{"class_name":"categorical_focal_crossentropy","alpha":0.5,"gamma":1.5,"from_logits":true,"label_smoothing":0.1}""",
        """{"class_name":"categorical_focal_crossentropy","gamma":0,"label_smoothing":0.25,"reduction":"sum"}""",
        """{"class_name":"binary_focal_crossentropy","apply_class_balancing":true,"alpha":0.3,"gamma":1.5,"from_logits":true}""",
        """{"class_name":"binary_focal_crossentropy","gamma":4,"label_smoothing":0.25,"reduction":"sum"}""",
        """{"class_name":"huber","delta":0.3}""",
        """{"class_name":"CrossEntropyLoss","label_smoothing":0.2}""",
        """{"class_name":"squared_hinge","reduction":"sum"}""",
    ];

    public static MatrixTheoryData<string, int> Cases => new([.. LossForms], [1, 2, 10]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Value_and_gradient_are_those_of_the_oracle_over_every_activation(string form, int units)
    {
        JsonObject config = JsonNode.Parse(form)!.AsObject();
        foreach (JsonNode activation in LayerCases.Activations())
            Compare(config, ActivationCatalogue.Create(ReferenceValues.Copy(activation), "activation"), units);
    }

    private static void Compare(JsonObject config, ActivationFunction activation, int units)
    {
        Loss loss = LossCatalogue.Create(ReferenceValues.Copy(config), "loss");
        bool sparse = loss is SparseCategoricalCrossentropy;
        float smoothing = config["label_smoothing"]?.GetValue<float>() ?? 0;
        bool sum = loss.Reduction == Reduction.Sum;
        Doctor.Reference.Loss oracleLoss = loss switch
        {
            CategoricalFocalCrossentropy focal => new OracleFocal(
                true, focal.Gamma, [focal.Alpha[0]], fromLogits: loss.FromLogits, labelSmoothing: smoothing)
            { Sum = sum },
            BinaryFocalCrossentropy focal => new OracleFocal(
                false, focal.Gamma, [focal.Alpha], focal.ApplyClassBalancing, loss.FromLogits, smoothing)
            { Sum = sum },
            _ => EveryLoss.Named(loss.Name, loss.FromLogits, smoothing, sum, config["delta"]?.GetValue<float>() ?? 1),
        };
        var network = new Network(4, [new Dense(units, activation)], seed: 3);
        Loss together = loss.TogetherWith(network.OutputActivation) ?? loss;
        var workspace = new Workspace(network, Rows, Workers.Single, training: true, lossTakesLogits: together != loss);
        // Small enough that no probability comes near 1: a loss that divides by 1 - p would show float32's distance to 1, not a mistake.
        RandomFill.Normal(workspace.Input.Values, 0, 0.5f, 7, 1);
        Tensor targets = Tensor.Allocate(units, Rows);
        for (int row = 0; row < Rows; row++) targets.Row(row)[row * 3 % units] = 1;
        Matrix oracleTargets = sparse ? new Matrix(Rows, 1, [.. Enumerable.Range(0, Rows).Select(row => (double)(row * 3 % units))])
            : Oracle.Matrix(targets.Values, Rows);

        Tensor outputs = workspace.ForwardTraining(Rows, 1, 1);
        double value = together.Compute(outputs, targets, workspace.LossGradient(Rows));
        workspace.Backward(Rows, 1, 1);
        OracleNetwork oracle = Oracle.Of(network, Rows, 1, 1);
        double expected = oracle.Differentiate(Oracle.Matrix(workspace.Input.Values, Rows), oracleTargets, oracleLoss);

        string what = $"{config.ToJsonString()} over {activation.Name} of {units}";
        // A dead row divided by its sum, the logarithm of a negative number: the wrong networks that must fail visibly,
        // in float32 as in float64.
        if (!double.IsFinite(expected))
        {
            Assert.False(double.IsFinite(value), what);
            return;
        }
        // 1 - 1e-7, to which Keras clips, is 1 - 1.19e-7 in float32: where a probability is clipped there, the loss of Keras and Glia is 1
        // % less than the oracle's.
        bool clippedHigh = together is BinaryCrossentropy { FromLogits: false } && outputs.Values.ToArray().Any(p => p > 1 - 1e-6);
        Assert.True(Math.Abs(value - expected) <= (clippedHigh ? 0.012 : 1e-5) * Math.Abs(expected) + 1e-6,
            $"{what}: the loss is {value:R} instead of {expected:R}");
        OracleParameter[] twins = [.. oracle.Parameters];
        for (int p = 0; p < twins.Length; p++)
        {
            double[] actual = Oracle.Matrix(workspace.Gradients[network.Parameters[p]], 1).Values;
            double size = Math.Sqrt(twins[p].Gradient.Values.Sum(g => g * g)),
                distance = Math.Sqrt(actual.Zip(twins[p].Gradient.Values, (a, b) => (a - b) * (a - b)).Sum());
            // Gradients that cancel to (nearly) nothing, as behind softmax over one unit, leave the rounding of the terms.
            Assert.True(distance <= 1e-4 * size + 2e-6,
                $"{what}: the gradient of {twins[p].Name} is off by {distance:g3} of its size {size:g3}");
        }
    }
}
