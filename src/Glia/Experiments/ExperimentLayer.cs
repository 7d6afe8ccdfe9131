using System.Text.Json.Nodes;

namespace Glia.Experiments;

/// <summary>One layer as an experiment file describes it.</summary>
/// <param name="ClassName">Keras' class name: <c>Dense</c>.</param>
/// <param name="Config">Its arguments under Keras' names, flat: <c>{"units": 200, "activation": "relu"}</c>, and its <c>name</c> if one was given. To be read only.</param>
public sealed record ExperimentLayer(string ClassName, JsonObject Config)
{
    /// <summary>A dense layer.</summary>
    /// <param name="units">How many outputs it has.</param>
    /// <param name="activation">Keras' name of its activation.</param>
    /// <param name="kernelInitializer">Keras' name of how its weights start.</param>
    public static ExperimentLayer Dense(int units, string activation, string kernelInitializer = "glorot_uniform") =>
        new("Dense", new JsonObject { ["units"] = units, ["activation"] = activation, ["kernel_initializer"] = kernelInitializer });
}
