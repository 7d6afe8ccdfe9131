using System.Text.Json.Nodes;
using Glia.Initializers;
using Glia.Kernels;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// A layer whose outputs each see a window of their input: images of <c>[height, width, channels]</c>, or sequences of <c>[steps,
/// channels]</c>, which are images of one row.
/// </summary>
public abstract class WindowedLayer : Layer
{
    private static readonly Size2D Single = 1;

    private protected WindowedLayer(int dimensions) => Dimensions = dimensions;

    /// <summary>Dimensions along which the window moves: 2 for images, 1 for sequences.</summary>
    internal int Dimensions { get; }

    /// <summary>The window over the input of the layer, once it is in a network.</summary>
    internal Window Window { get; private set; }

    /// <inheritdoc/>
    public override int WindowPositions => Math.Max(1, Window.Rows * Window.Columns);

    internal override bool IsRowwise => true;

    /// <summary>Places a window over an input.</summary>
    /// <exception cref="GliaException">The input is no image, no sequence, or smaller than the window.</exception>
    private protected Window Place(Shape input, Size2D window, Size2D strides, Size2D dilation, Padding padding)
    {
        RequireRank(this, input, Dimensions);
        int height = Dimensions == 2 ? input[0] : 1, width = input[Dimensions - 1];
        Window = padding.Apply(new Window(height, width, input.Last, window.Height, window.Width, strides.Height, strides.Width,
            dilation.Height, dilation.Width));
        if (Window.OutputHeight * Window.OutputWidth == 0)
            throw new GliaException($"Layer '{Name}': a window of {Spoken(Window.ReachY, Window.ReachX)} is larger than its input of " +
                $"{Spoken(height, width)}; use padding \"same\", a smaller window, or fewer layers that make the input smaller.");
        if (Window.Top >= Window.ReachY || Window.Left >= Window.ReachX)
            throw new GliaException($"Layer '{Name}': its padding is as large as its window of {Spoken(Window.ReachY, Window.ReachX)}, " +
                "so that some outputs see nothing; pad less.");
        return Window;
    }

    /// <summary>The size of the output with so many channels.</summary>
    private protected Shape Positions(int channels) => Dimensions == 2
        ? new Shape(Window.OutputHeight, Window.OutputWidth, channels)
        : new Shape(Window.OutputWidth, channels);

    /// <summary>Refuses more outputs than an array can hold.</summary>
    /// <exception cref="GliaException">There are too many.</exception>
    private protected void RequireSize(long channels)
    {
        if (Window.OutputHeight * (long)Window.OutputWidth * channels > int.MaxValue)
            throw new GliaException($"Layer '{Name}': {channels} channels at {Spoken(Window.OutputHeight, Window.OutputWidth)} positions " +
                "are more than 2,147,483,647 numbers.");
    }

    /// <summary>Refuses sizes below 1.</summary>
    internal static void RequireSizes(params ReadOnlySpan<Size2D> sizes)
    {
        foreach (Size2D size in sizes)
            if (size.Height < 1 || size.Width < 1)
                throw new ArgumentException($"Every size of a window, its strides and its dilation is at least 1, not {size}.");
    }

    /// <summary>Refuses a window that no convolution can have.</summary>
    private protected void RequireWindow(Size2D window, Size2D strides, Size2D dilation, Padding padding)
    {
        RequireSizes(window, strides, dilation);
        if (strides != Single && dilation != Single)
            throw new ArgumentException("A window can have strides or dilation, not both, as in Keras.");
        if (padding.IsCausal && Dimensions != 1)
            throw new ArgumentException("Only sequences can be padded causally; say valid or same.");
    }

    /// <summary>Refuses what is neither an image nor a sequence, with the shape that would be.</summary>
    internal static void RequireRank(Layer layer, Shape input, int dimensions)
    {
        if (input.Rank == dimensions + 1) return;
        string takes = dimensions == 2 ? "images of height x width x channels" : "sequences of steps x channels";
        string instead = dimensions == 2 && input.Rank == 2
            ? $"gray images have one channel: say \"input_shape\": [{input[0]}, {input[1]}, 1] in the first layer"
            : dimensions == 2 && input.Rank == 1
            ? "say their shape with \"input_shape\": [height, width, channels] in the first layer, or put a Reshape before it"
            : $"put a Reshape before it that gives {dimensions + 1} dimensions";
        throw new GliaException($"Layer '{layer.Name}' ({layer.ClassName}) takes {takes}, but its input is {input.Spoken}; {instead}.");
    }

    private protected string Spoken(int height, int width) => Dimensions == 2 ? $"{height} x {width}" : $"{width}";

    /// <summary>A size as the file of a layer of these dimensions says it.</summary>
    private protected JsonArray Json(Size2D size) => Dimensions == 2 ? size.ToJson() : new JsonArray(size.Width);

    /// <summary>A size as the file of a layer of so many dimensions says it; a sequence has one row.</summary>
    private protected static Size2D Read(ConfigReader config, string key, int dimensions, Size2D? fallback = null) => dimensions == 2
        ? Size2D.Read(config, key, fallback)
        : Size2D.ReadAll(config, key, 1) is [int width] ? new(1, width)
        : fallback ?? throw config.Wrong(key, "a whole number of at least 1");

    /// <summary>Channels last is how everything here is; another order is refused rather than misread.</summary>
    internal static void RequireChannelsLast(ConfigReader config)
    {
        if (config.Text("data_format", "channels_last") != "channels_last") throw config.Wrong("data_format", "\"channels_last\"");
    }

    /// <summary>An initializer that a file names, or null.</summary>
    internal static Initializer? ReadInitializer(ConfigReader config, string key) =>
        config.Has(key) ? InitializerCatalogue.Create(config.Node(key), config.Where) : null;

    /// <summary>Makes a layer of a file; what its constructor refuses is told with its place.</summary>
    internal static TLayer Checked<TLayer>(ConfigReader config, Func<TLayer> create)
    {
        try
        {
            return create();
        }
        catch (ArgumentException error)
        {
            throw new GliaException($"{config.Where}: {ArgumentWords.Of(error)}", error);
        }
    }
}
