using System.Text.Json.Nodes;
using Glia.Files;

namespace Glia.Programs.Frameworks;

/// <summary>Says how weights were drawn, from the weights: a copy that is drawn anew starts like them.</summary>
internal static class TorchStart
{
    // The fourth moment over the squared second is 1.8 for a uniform distribution and 3 for a normal one. Derived.
    private const double UniformKurtosis = 1.8, NormalKurtosis = 3;

    /// <summary>Writes the initializers of a layer.</summary>
    /// <param name="config">The layer's settings.</param>
    /// <param name="kernel">Its weights; null where they were not kept.</param>
    /// <param name="bias">Its biases; null where there are none.</param>
    /// <param name="inputs">How many numbers go into each of its sums.</param>
    public static void Describe(JsonObject config, NdArray? kernel, NdArray? bias, int inputs)
    {
        config["kernel_initializer"] = Of(kernel, inputs);
        if (bias is not null) config["bias_initializer"] = Of(bias, inputs);
    }

    private static JsonNode Of(NdArray? weights, int inputs)
    {
        if (weights is null) return "torch_linear";
        double[] values = weights.ToDoubles();
        double mean = values.Average(), least = values.Min(), most = values.Max(), bound = 1 / Math.Sqrt(inputs);
        if (least == most)
            return most == 0 ? "zeros" : new JsonObject { ["class_name"] = "constant", ["value"] = (float)most };
        // PyTorch's own start, which few weights fill to the edge.
        if (Math.Max(-least, most) <= bound * 1.000001 && (values.Length < 8 || Math.Max(-least, most) > bound / 2)) return "torch_linear";
        double variance = values.Average(value => (value - mean) * (value - mean));
        double fourth = values.Average(value => Math.Pow(value - mean, 4)) / (variance * variance);
        return fourth < (UniformKurtosis + NormalKurtosis) / 2
            ? new JsonObject { ["class_name"] = "random_uniform", ["minval"] = (float)least, ["maxval"] = (float)most }
            : new JsonObject { ["class_name"] = "random_normal", ["mean"] = (float)mean, ["stddev"] = (float)Math.Sqrt(variance) };
    }
}
