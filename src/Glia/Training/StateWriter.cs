using System.Text.Json.Nodes;
using Glia.Files;

namespace Glia.Training;

/// <summary>
/// Takes down what a run needs to go on, under names: single values, lists of numbers, blocks of parameters. Numbers come back to the bit.
/// What a <see cref="StateReader"/> asks for is what was written under the same names.
/// </summary>
public sealed class StateWriter
{
    private readonly JsonObject _values;
    private readonly List<KeyValuePair<string, NdArray>> _tensors;
    private readonly string _path;

    internal StateWriter() : this([], [], "") { }

    private StateWriter(JsonObject values, List<KeyValuePair<string, NdArray>> tensors, string path) =>
        (_values, _tensors, _path) = (values, tensors, path);

    /// <summary>The single values.</summary>
    internal JsonObject Values => _values;

    /// <summary>The arrays, in the order in which they were added. Those of blocks are the blocks' own memory.</summary>
    internal IReadOnlyList<KeyValuePair<string, NdArray>> Tensors => _tensors;

    /// <summary>A part of the state with names of its own.</summary>
    /// <param name="name">Its name, not used before.</param>
    public StateWriter Section(string name)
    {
        var values = new JsonObject();
        _values.Add(name, values);
        return new StateWriter(values, _tensors, $"{_path}{name}/");
    }

    /// <summary>A whole number.</summary>
    /// <param name="name">The name that it is read by.</param>
    /// <param name="value">What to keep.</param>
    public void Add(string name, long value) => _values.Add(name, value);

    /// <summary>Yes or no.</summary>
    /// <param name="name">The name that it is read by.</param>
    /// <param name="value">What to keep.</param>
    public void Add(string name, bool value) => _values.Add(name, value);

    /// <summary>A number; NaN and infinity too.</summary>
    /// <param name="name">The name that it is read by.</param>
    /// <param name="value">What to keep.</param>
    public void Add(string name, double value) => _values.Add(name, ExactNumber.ToJson(value));

    /// <summary>A text, or none.</summary>
    /// <param name="name">The name that it is read by.</param>
    /// <param name="value">What to keep.</param>
    public void Add(string name, string? value) => _values.Add(name, value);

    /// <summary>Numbers in a row; NaN and infinity too.</summary>
    /// <param name="name">The name that it is read by.</param>
    /// <param name="numbers">What to keep.</param>
    public void Add(string name, IReadOnlyCollection<double> numbers)
    {
        var bytes = new byte[numbers.Count * sizeof(double)];
        int at = 0;
        foreach (double number in numbers)
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(at), number);
            at += sizeof(double);
        }
        AddTensor(name, new NdArray(NumberType.Float64, [numbers.Count], bytes));
    }

    /// <summary>Numbers in a row.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="numbers">The array; it is written where it lies and must not change before that.</param>
    public void Add(string name, float[] numbers) =>
        AddTensor(name, new NdArray(NumberType.Float32, [numbers.Length], new BytesOfNumbers(numbers).Memory));

    /// <summary>The numbers of all parameters, a tensor each.</summary>
    /// <param name="name">What stands before the parameters' names.</param>
    /// <param name="block">The numbers; they are written where they lie and must not change before that.</param>
    public void Add(string name, ParameterBlock block)
    {
        foreach (Parameter parameter in block.Parameters)
            AddTensor($"{name}/{parameter.FullName}", new NdArray(NumberType.Float32, parameter.Shape.ToArray(),
                new BytesOfNumbers(block.Memory(parameter)).Memory));
    }

    /// <summary>Any JSON.</summary>
    internal void Add(string name, JsonNode? node) => _values.Add(name, node);

    private void AddTensor(string name, NdArray array) => _tensors.Add(KeyValuePair.Create(_path + name, array));
}
