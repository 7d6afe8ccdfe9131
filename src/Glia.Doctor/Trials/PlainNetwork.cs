using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Training;

namespace Glia.Doctor.Trials;

/// <summary>
/// What a plain network with everything usual reaches on the same data: standardised inputs, two hidden layers of 64 relu units, the usual
/// output and loss, Adam. It says what the data allow, so that no constant has to.
/// </summary>
internal static class PlainNetwork
{
    // As a data set of MNIST's size needs.
    private const int Steps = 500, Batch = 64, Hidden = 64;

    /// <summary>The plain network for these data; null where the targets are of no usual kind.</summary>
    public static Variant? For(Variant patient, TargetView targets)
    {
        if (UsualHead.For(targets) is not { } head) return null;
        Variant mended = AllRules.Repairs(patient, targets).Where(change => change.Fault.Family == Family.Data)
            .Aggregate(patient, (v, change) => change.Apply(v));
        var layers = new List<JsonObject>();
        if (patient.Input.Rank > 1) layers.Add(new JsonObject { ["class_name"] = "Flatten" });
        layers.Add(Dense(Hidden, "relu", "he_normal"));
        layers.Add(Dense(Hidden, "relu", "he_normal"));
        layers.Add(Dense(head.Units, head.Activation));
        return mended with
        {
            Layers = layers,
            Loss = head.Loss,
            Optimizer = new JsonObject { ["class_name"] = "Adam", ["learning_rate"] = 0.003f },
            Schedule = "constant",
            Options = new FitOptions { BatchSize = Math.Min(Batch, patient.Data.Rows), Epochs = 1000 },
            Weights = null,
            Seed = 1,
        };
    }

    /// <summary>How many steps it is given.</summary>
    public static int StepsFor(Variant plain) => Math.Clamp(Trial.Affordable(plain), Steps / 2, 3 * Steps);

    private static JsonObject Dense(int units, string activation, string initializer = "glorot_uniform") => new()
    {
        ["class_name"] = "Dense",
        ["units"] = units,
        ["activation"] = activation,
        ["kernel_initializer"] = initializer,
    };
}
