using Glia.Files;

namespace Glia.Interop.Onnx;

/// <summary>One operation of a graph.</summary>
/// <param name="Type">The operator: <c>Gemm</c>.</param>
/// <param name="Name">Its name; may be empty.</param>
/// <param name="Inputs">The names of what goes in; empty for what is left out.</param>
/// <param name="Outputs">The names of what comes out.</param>
/// <param name="Attributes">Its settings.</param>
/// <param name="Domain">Where the operator comes from; empty for ONNX itself.</param>
internal sealed record OnnxNode(string Type, string Name, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs,
    IReadOnlyDictionary<string, OnnxAttribute> Attributes, string Domain)
{
    /// <summary>How messages call it: <c>the operator Conv ('/conv1/Conv')</c>.</summary>
    public string Place => $"the operator " +
        $"{Type}{(Name.Length > 0 ? $" ('{Name}')" : $" that gives '{(Outputs.Count > 0 ? Outputs[0] : "")}'")}";

    /// <summary>A whole number.</summary>
    public long Int(string name, long otherwise) => Attributes.TryGetValue(name, out OnnxAttribute? found) ? found.Int : otherwise;

    /// <summary>A number.</summary>
    public float Float(string name, float otherwise) => Attributes.TryGetValue(name, out OnnxAttribute? found) ? found.Float : otherwise;

    /// <summary>A text.</summary>
    public string Text(string name, string otherwise) => Attributes.TryGetValue(name, out OnnxAttribute? found) ? found.Text : otherwise;

    /// <summary>Texts; none where they are not given.</summary>
    public IReadOnlyList<string> Texts(string name) => Attributes.TryGetValue(name, out OnnxAttribute? found) ? found.Texts : [];

    /// <summary>Numbers; none where they are not given.</summary>
    public float[] Floats(string name) => Attributes.TryGetValue(name, out OnnxAttribute? found) ? found.Floats : [];

    /// <summary>Whole numbers; null where they are not given.</summary>
    public long[]? Ints(string name) => Attributes.TryGetValue(name, out OnnxAttribute? found) ? found.Ints : null;
}

/// <summary>A setting of an operation.</summary>
internal sealed record OnnxAttribute(long Int, float Float, string Text, long[] Ints, float[] Floats, OnnxTensor? Tensor)
{
    /// <summary>Texts, where it is a list of them.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];
}

/// <summary>What goes into a graph or comes out: a name, and its sizes; null for one that is free.</summary>
internal sealed record OnnxPort(string Name, IReadOnlyList<long?>? Sizes);

/// <summary>An ONNX model as its file says it.</summary>
internal sealed class OnnxGraph
{
    /// <summary>The operations, each after what it needs.</summary>
    public List<OnnxNode> Nodes { get; } = [];

    /// <summary>The arrays by name.</summary>
    public Dictionary<string, OnnxTensor> Tensors { get; } = new(StringComparer.Ordinal);

    /// <summary>What goes in, without the arrays.</summary>
    public List<OnnxPort> Inputs { get; } = [];

    /// <summary>What comes out.</summary>
    public List<OnnxPort> Outputs { get; } = [];

    /// <summary>The version of ONNX' operators.</summary>
    public long Opset { get; private set; } = 1;

    /// <summary>The program that wrote it.</summary>
    public string Producer { get; private set; } = "";

    /// <summary>The model in a file.</summary>
    /// <exception cref="GliaException">It is damaged or holds no graph.</exception>
    public static OnnxGraph Read(string path)
    {
        using FileStream stream = BoundedReading.Open(path);
        byte[] bytes = BoundedReading.ReadExactly(stream, stream.Length, path, "the model");
        var model = new ProtoMessage(path, bytes);
        var graph = new OnnxGraph();
        bool found = false;
        foreach (ProtoField field in model.Fields())
        {
            switch (field.Number)
            {
                case 2 when field.IsBytes: graph.Producer = field.Text + graph.Producer; break;
                case 3 when field.IsBytes: graph.Producer += $" {field.Text}"; break;
                case 7:
                    graph.Take(model.Within(field), path);
                    found = true;
                    break;
                case 8:
                    string domain = "";
                    long version = 0;
                    foreach (ProtoField set in model.Within(field).Fields())
                        (domain, version) = (set.Number == 1 ? set.Text : domain, set.Number == 2 ? set.Signed : version);
                    if (domain is "" or "ai.onnx") graph.Opset = version;
                    break;
                default: break;
            }
        }
        if (!found) throw new GliaException($"{path} is an ONNX model without a graph; export it again.");
        graph.Inputs.RemoveAll(port => graph.Tensors.ContainsKey(port.Name));
        return graph;
    }

    /// <summary>Whether bytes begin as an ONNX model does: it has no sign of its own, so its fields are looked at.</summary>
    public static bool Looks(Stream stream)
    {
        // Enough for the fields before the graph, whose length is not needed.
        var start = new byte[Math.Min(stream.Length, 4096)];
        stream.Position = 0;
        stream.ReadExactly(start);
        try
        {
            var message = new ProtoMessage("", start);
            bool version = false;
            for (int at = 0; at < start.Length;)
            {
                ulong key = message.Varint(start, ref at), value = message.Varint(start, ref at);
                switch (key)
                {
                    case 0x08: version = value is > 0 and < 100; break;
                    case 0x28: break;
                    case 0x3a: return version;
                    case 0x12 or 0x1a or 0x22 or 0x32 or 0x42 or 0x72:
                        at += (int)Math.Min((ulong)start.Length, value);
                        break;
                    default: return false;
                }
                if (!version && key is not (0x42 or 0x12)) return false;
            }
        }
        catch (GliaException)
        {
            // The beginning of something else.
        }
        return false;
    }

    private void Take(ProtoMessage graph, string path)
    {
        foreach (ProtoField field in graph.Fields())
        {
            switch (field.Number)
            {
                case 1: Nodes.Add(Node(graph.Within(field), path)); break;
                case 5:
                    var tensor = OnnxTensor.Read(graph.Within(field), path);
                    Tensors[tensor.Name] = tensor;
                    break;
                case 11: Inputs.Add(Port(graph.Within(field))); break;
                case 12: Outputs.Add(Port(graph.Within(field))); break;
                default: break;
            }
        }
    }

    private static OnnxNode Node(ProtoMessage node, string path)
    {
        string type = "", name = "", domain = "";
        List<string> inputs = [], outputs = [];
        var attributes = new Dictionary<string, OnnxAttribute>(StringComparer.Ordinal);
        foreach (ProtoField field in node.Fields())
        {
            switch (field.Number)
            {
                case 1: inputs.Add(field.Text); break;
                case 2: outputs.Add(field.Text); break;
                case 3: name = field.Text; break;
                case 4: type = field.Text; break;
                case 5:
                    (string key, OnnxAttribute value) = Attribute(node.Within(field), path);
                    attributes[key] = value;
                    break;
                case 7: domain = field.Text; break;
                default: break;
            }
        }
        return new OnnxNode(type, name, inputs, outputs, attributes, domain is "ai.onnx" ? "" : domain);
    }

    private static (string, OnnxAttribute) Attribute(ProtoMessage attribute, string path)
    {
        string name = "", text = "";
        long whole = 0;
        float number = 0;
        List<long> ints = [];
        List<float> floats = [];
        List<string> texts = [];
        OnnxTensor? tensor = null;
        foreach (ProtoField field in attribute.Fields())
        {
            switch (field.Number)
            {
                case 1: name = field.Text; break;
                case 2: number = field.Single; break;
                case 3: whole = field.Signed; break;
                case 4: text = field.Text; break;
                case 5: tensor = OnnxTensor.Read(attribute.Within(field), path); break;
                case 7 when field.IsBytes:
                    for (int at = 0; at + 4 <= field.Bytes.Length; at += 4) floats.Add(BitConverter.ToSingle(field.Bytes.Span[at..]));
                    break;
                case 7: floats.Add(field.Single); break;
                case 8: field.AddTo(ints, attribute); break;
                case 9: texts.Add(field.Text); break;
                default: break;
            }
        }
        return (name, new OnnxAttribute(whole, number, text, [.. ints], [.. floats], tensor) { Texts = texts });
    }

    private static OnnxPort Port(ProtoMessage port)
    {
        string name = "";
        List<long?>? sizes = null;
        foreach (ProtoField field in port.Fields())
        {
            if (field.Number == 1) name = field.Text;
            if (field.Number != 2) continue;
            ProtoMessage type = port.Within(field);
            foreach (ProtoField tensor in type.Fields().Where(one => one.Number == 1))
            {
                ProtoMessage description = type.Within(tensor);
                foreach (ProtoField shape in description.Fields().Where(one => one.Number == 2))
                {
                    ProtoMessage dimensions = description.Within(shape);
                    sizes = [.. dimensions.Fields().Where(one => one.Number == 1).Select(one => Size(dimensions.Within(one)))];
                }
            }
        }
        return new OnnxPort(name, sizes);
    }

    private static long? Size(ProtoMessage dimension)
    {
        foreach (ProtoField field in dimension.Fields())
            if (field.Number == 1) return field.Signed > 0 ? field.Signed : null;
        return null;
    }
}
