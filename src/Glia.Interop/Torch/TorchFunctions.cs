using System.Globalization;
using System.Text.Json.Nodes;
using Glia.Layers;

namespace Glia.Interop.Torch;

/// <summary>PyTorch's modules that are nothing but a function.</summary>
internal static class TorchFunctions
{
    /// <summary>The module of a function; null where PyTorch has none.</summary>
    /// <param name="function">The function.</param>
    /// <param name="axis">The dimension of the classes, for those that go by rows; the samples are 0.</param>
    public static string? Module(ActivationFunction function, int axis)
    {
        JsonObject config = function.Config();
        string Setting(string name, double otherwise) =>
            (config[name] is { } node ? node.GetValue<float>() : otherwise).ToString("R", CultureInfo.InvariantCulture);
        bool plain = config.Count == 0;
        return function.Name switch
        {
            "relu" when plain => "nn.ReLU()",
            "relu" or "relu6" when (Setting("max_value", 6), Setting("threshold", 0), Setting("negative_slope", 0)) is ("6", "0", "0") =>
                "nn.ReLU6()",
            "leaky_relu" => $"nn.LeakyReLU({Setting("negative_slope", 0.2)})",
            "elu" => $"nn.ELU({Setting("alpha", 1)})",
            "selu" => "nn.SELU()",
            "gelu" => plain ? "nn.GELU()" : "nn.GELU(approximate=\"tanh\")",
            "silu" => "nn.SiLU()",
            "sigmoid" => "nn.Sigmoid()",
            "hard_sigmoid" when plain => "nn.Hardsigmoid()",
            "tanh" => "nn.Tanh()",
            "softplus" => "nn.Softplus()",
            "softsign" => "nn.Softsign()",
            "mish" => "nn.Mish()",
            "hard_silu" => "nn.Hardswish()",
            "softmax" => $"nn.Softmax(dim={axis})",
            "log_softmax" => $"nn.LogSoftmax(dim={axis})",
            _ => null,
        };
    }
}
