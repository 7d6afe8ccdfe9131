using Glia.Doctor.Findings;
using Glia.Files;
using Glia.Kernels;
using Glia.Layers;
using Glia.Losses;

namespace Glia.Doctor.Tests.Traces;

/// <summary>A loss that is in the library alone is known in a trace: nothing of the doctor is written for it.</summary>
public class LibraryLossTests
{
    private const int Rows = 24, Inputs = 3;

    [Theory]
    [InlineData("binary_focal_crossentropy", "sigmoid")]
    [InlineData("categorical_focal_crossentropy", "softmax")]
    public void A_step_of_such_a_loss_is_understood(string loss, string output)
    {
        Diagnosis diagnosis = Doctor.Examine(Step(loss, output, wrong: 1)).Diagnosis;
        Assert.DoesNotContain(diagnosis.Findings, finding => finding.Severity == Severity.Error);
        Assert.Contains(diagnosis.Checks, check => check is { Code: "GLIA055", Outcome: Outcome.Fine });
    }

    [Theory]
    [InlineData("binary_focal_crossentropy", "sigmoid")]
    [InlineData("categorical_focal_crossentropy", "softmax")]
    public void A_wrong_gradient_of_it_is_found(string loss, string output) =>
        Assert.Contains(Doctor.Examine(Step(loss, output, wrong: -1)).Diagnosis.Findings, finding =>
            finding.Where.Layer == "layer 1" && finding.Fault.Family == Family.Backpropagation);

    // The gradient of the first kernel is multiplied by a number that it should not be.
    private static Dictionary<string, NdArray> Step(string lossName, string output, float wrong)
    {
        Loss loss = lossName;
        var network = new Network(Inputs, [new Dense(6, "tanh"), new Dense(2, output)], seed: 2);
        var random = new System.Random(5);
        float[] x = [.. Enumerable.Range(0, Rows * Inputs).Select(_ => random.NextSingle() * 2 - 1)];
        float[] y = [.. Enumerable.Range(0, Rows).SelectMany(row => x[row * Inputs] > 0 ? new float[] { 1, 0 } : [0, 1])];
        var workspace = new Workspace(network, Rows, Workers.Single, training: true);
        x.CopyTo(workspace.Input.Values);
        Tensor targets = Tensor.Allocate(2, Rows);
        y.CopyTo(targets.Values);
        Tensor outputs = workspace.ForwardTraining(Rows, 1, 1);
        double value = loss.Compute(outputs, targets, workspace.LossGradient(Rows));
        workspace.Backward(Rows, 1, 1);
        var arrays = new Dictionary<string, NdArray>
        {
            ["x"] = NdArray.From(x, Rows, Inputs),
            ["y"] = NdArray.From(y, Rows, 2),
            ["outputs"] = NdArray.From(outputs.Values.ToArray(), Rows, 2),
            ["loss_value"] = NdArray.Scalar(value),
            ["loss"] = NdArray.Scalar(lossName),
            ["hidden_activation"] = NdArray.Scalar("tanh"),
            ["output_activation"] = NdArray.Scalar(output),
            ["learning_rate"] = NdArray.Scalar(0.1),
        };
        for (int i = 0; i < network.Parameters.Count; i++)
        {
            string name = $"{(i % 2 == 0 ? "w" : "b")}{i / 2 + 1}";
            int[] shape = i % 2 == 0 ? [i == 0 ? Inputs : 6, i == 0 ? 6 : 2] : [i == 1 ? 6 : 2];
            float[] gradient = workspace.Gradients[network.Parameters[i]].ToArray();
            arrays[name] = NdArray.From(network.Weights[network.Parameters[i]].ToArray(), shape);
            arrays["grad_" + name] = NdArray.From(Times(gradient, i == 0 ? wrong : 1), shape);
        }
        return arrays;
    }

    private static float[] Times(float[] values, float factor) => [.. values.Select(one => one * factor)];
}
