using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Files;

namespace Glia.Training;

/// <summary>What a <see cref="StateWriter"/> took down, under the same names.</summary>
public sealed class StateReader
{
    private readonly JsonObject _values;
    private readonly IReadOnlyDictionary<string, NdArray> _tensors;
    private readonly string _file, _path;

    internal StateReader(string file, JsonObject values, IReadOnlyDictionary<string, NdArray> tensors, string path = "") =>
        (_file, _values, _tensors, _path) = (file, values, tensors, path);

    /// <summary>The file it was read from.</summary>
    internal string File => _file;

    /// <summary>Whether there is a part of this name.</summary>
    /// <param name="name">The name that it was added under.</param>
    public bool HasSection(string name) => _values[name] is JsonObject;

    /// <summary>A part of the state.</summary>
    /// <param name="name">The name that it was added under.</param>
    /// <exception cref="GliaException">There is none of this name.</exception>
    public StateReader Section(string name) =>
        _values[name] is JsonObject values ? new StateReader(_file, values, _tensors, $"{_path}{name}/") : throw Lacks(name);

    /// <summary>A whole number.</summary>
    /// <param name="name">The name that it was added under.</param>
    /// <exception cref="GliaException">There is none of this name.</exception>
    public long Whole(string name) =>
        _values[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out long whole)
            ? whole
            : throw Lacks(name);

    /// <summary>Yes or no.</summary>
    /// <param name="name">The name that it was added under.</param>
    /// <exception cref="GliaException">There is neither under this name.</exception>
    public bool Flag(string name) => _values[name]?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Lacks(name),
    };

    /// <summary>A number.</summary>
    /// <param name="name">The name that it was added under.</param>
    /// <exception cref="GliaException">There is none of this name.</exception>
    public double Number(string name) => ExactNumber.FromJson(_values[name]) ?? throw Lacks(name);

    /// <summary>A text; null where none was written.</summary>
    /// <param name="name">The name that it was added under.</param>
    public string? Text(string name) =>
        _values[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>Numbers in a row.</summary>
    /// <param name="name">The name that it was added under.</param>
    /// <exception cref="GliaException">There are none of this name.</exception>
    public double[] Numbers(string name) =>
        _tensors.TryGetValue(_path + name, out NdArray? array) && array is { Type: NumberType.Float64, Rank: 1 }
            ? MemoryMarshal.Cast<byte, double>(array.RawBytes).ToArray()
            : throw Lacks(name);

    /// <summary>Numbers in a row, into an array of their number.</summary>
    /// <param name="name">The name that it was added under.</param>
    /// <param name="numbers">Takes the numbers; as many as were written.</param>
    /// <exception cref="GliaException">There are none of this name, or more or fewer.</exception>
    public void Read(string name, float[] numbers) => Read(name, [numbers.Length], numbers);

    /// <summary>The numbers of all parameters.</summary>
    /// <param name="name">What stands before the parameters' names.</param>
    /// <param name="block">Receives them.</param>
    /// <exception cref="GliaException">A parameter is not there, or of another size.</exception>
    public void Read(string name, ParameterBlock block)
    {
        foreach (Parameter parameter in block.Parameters)
            Read($"{name}/{parameter.FullName}", parameter.Shape.ToArray(), block[parameter]);
    }

    /// <summary>Any JSON.</summary>
    internal JsonNode? Node(string name) => _values[name];

    private void Read(string name, int[] shape, Span<float> numbers)
    {
        if (!_tensors.TryGetValue(_path + name, out NdArray? array) || array.Type != NumberType.Float32) throw Lacks(name);
        if (!array.Shape.SequenceEqual(shape)) throw Lacks(name);
        array.RawBytes.CopyTo(MemoryMarshal.AsBytes(numbers));
    }

    private GliaException Lacks(string name) =>
        new($"{_file} holds nothing that fits under {_path}{name}; it is of another network, or of another version of Glia.");
}
