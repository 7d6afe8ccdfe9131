using Glia.Initializers;
using Glia.Settings;

namespace Glia.Layers;

public static partial class LayerCatalogue
{
    // Layers whose window moves over images and sequences. Convolution2D and MaxPool2D are Keras' other names for the same.
    private static void AddWindows(Catalogue<Layer> entries)
    {
        Add(entries, "Conv1D", c => Conv1D.FromConfig(c), "Convolution1D");
        Add(entries, "Conv2D", c => Conv2D.FromConfig(c), "Convolution2D");
        Add(entries, "DepthwiseConv2D", DepthwiseConv2D.FromConfig);
        Add(entries, "SeparableConv2D", SeparableConv2D.FromConfig, "SeparableConvolution2D");
        Add(entries, "Conv2DTranspose", Conv2DTranspose.FromConfig, "Convolution2DTranspose");
        Add(entries, "ZeroPadding1D", ZeroPadding1D.FromConfig);
        Add(entries, "ZeroPadding2D", ZeroPadding2D.FromConfig);
        Add(entries, "Cropping1D", Cropping1D.FromConfig);
        Add(entries, "Cropping2D", Cropping2D.FromConfig);
        Add(entries, "UpSampling2D", UpSampling2D.FromConfig);
        Add(entries, "MaxPooling1D", MaxPooling1D.FromConfig, "MaxPool1D");
        Add(entries, "MaxPooling2D", MaxPooling2D.FromConfig, "MaxPool2D");
        Add(entries, "AveragePooling1D", AveragePooling1D.FromConfig, "AvgPool1D");
        Add(entries, "AveragePooling2D", AveragePooling2D.FromConfig, "AvgPool2D");
        Add(entries, "GlobalMaxPooling1D", GlobalMaxPooling1D.FromConfig, "GlobalMaxPool1D");
        Add(entries, "GlobalMaxPooling2D", GlobalMaxPooling2D.FromConfig, "GlobalMaxPool2D");
        Add(entries, "GlobalAveragePooling1D", GlobalAveragePooling1D.FromConfig, "GlobalAvgPool1D");
        Add(entries, "GlobalAveragePooling2D", GlobalAveragePooling2D.FromConfig, "GlobalAvgPool2D");
    }

    // PyTorch's words. Its images have the channels first; here they are last, and how many there are follows from the layer before.
    private static void AddTorchWindows(Catalogue<Layer> entries)
    {
        Word(entries, c => Conv1D.FromConfig(TorchConvolution(c), new TorchLinear()), "Conv1d");
        Word(entries, c => Conv2D.FromConfig(TorchConvolution(c), new TorchLinear()), "Conv2d");
        Word(entries, c => MaxPooling1D.FromConfig(TorchPooling(c)), "MaxPool1d");
        Word(entries, c => MaxPooling2D.FromConfig(TorchPooling(c)), "MaxPool2d");
        Word(entries, c => AveragePooling1D.FromConfig(TorchAverage(c)), "AvgPool1d");
        Word(entries, c => AveragePooling2D.FromConfig(TorchAverage(c)), "AvgPool2d");
        Word(entries, BatchNorm, "BatchNorm2d");
    }

    private static ConfigReader TorchConvolution(ConfigReader c)
    {
        c.Ignore("in_channels", "device");
        return c.Text("padding_mode", "zeros") == "zeros" ? c : throw c.Wrong("padding_mode", "\"zeros\"");
    }

    private static ConfigReader TorchPooling(ConfigReader c)
    {
        if (!c.Has("kernel_size")) throw c.Wrong("kernel_size", "given, one number or [height, width]");
        if (c.Int("dilation", 1) != 1) throw c.Wrong("dilation", "1");
        if (c.Flag("return_indices", false)) throw c.Wrong("return_indices", "false");
        return c.Flag("ceil_mode", false) ? throw c.Wrong("ceil_mode", "false") : c;
    }

    // PyTorch counts the zeros of the padding into the mean, which nothing here does.
    private static ConfigReader TorchAverage(ConfigReader c)
    {
        if (c.Has("padding") && c.Node("padding")!.ToJsonString() != "0" && c.Flag("count_include_pad", true))
            throw c.Wrong("count_include_pad", "false where there is padding");
        _ = c.Flag("count_include_pad", true);
        return c.Has("divisor_override") ? throw c.Wrong("divisor_override", "absent") : TorchPooling(c);
    }

    private static void Add(Catalogue<Layer> entries, string className, Func<ConfigReader, Layer> create, string word)
    {
        Add(entries, className, create);
        entries.AddWord(Named(create), word);
    }
}
