using Glia.Settings;

namespace Glia.Layers;

public static partial class LayerCatalogue
{
    // What Keras and PyTorch have and people ask for by name: the sentence says that it is missing, not which word looks like it.
    private static void NameAbsent(Catalogue<Layer> entries)
    {
        entries.Lacks("Keras", "a Dense treats every position of a sequence alike, so write the layer itself without TimeDistributed",
            "TimeDistributed TimeDistributedDense");
        entries.Lacks("Keras", "give the numbers as they are after the function, or write the function as a layer in C#", "Lambda");
        entries.Lacks("Keras", "branches are merged by Add, Average, Multiply or Concatenate",
            "Subtract Maximum Minimum Dot Merge Highway");
        entries.Lacks("Keras", "turn texts and categories into numbers before; glia train does it for the columns of a table",
            "TextVectorization StringLookup IntegerLookup Hashing HashedCrossing CategoryEncoding Discretization DenseFeatures");
        entries.Lacks("Keras", "give the images in the size and form they are to have", """
            Resizing CenterCrop RandomCrop RandomFlip RandomTranslation RandomRotation RandomZoom RandomHeight RandomWidth RandomContrast
            RandomBrightness RandomColorJitter RandomGrayscale RandomHue RandomInvert RandomPerspective RandomPosterization RandomSaturation
            RandomSharpness RandomShear RandomErasing RandomGaussianBlur RandomElasticTransform AugMix AutoContrast CutMix Equalization
            MaxNumBoundingBoxes MixUp RandAugment Solarization
            """.ReplaceLineEndings(" "));
        entries.Lacks("Keras", "", """
            Conv3D Convolution3D SeparableConv1D DepthwiseConv1D Conv1DTranspose 
            Conv3DTranspose LocallyConnected1D LocallyConnected2D MaxPooling3D MaxPool3D AveragePooling3D AvgPool3D GlobalMaxPooling3D
            GlobalAveragePooling3D GlobalMaxPool3D AdaptiveAveragePooling1D
            AdaptiveAveragePooling2D AdaptiveAveragePooling3D AdaptiveMaxPooling1D AdaptiveMaxPooling2D AdaptiveMaxPooling3D RNN
            ConvLSTM1D ConvLSTM2D ConvLSTM3D SimpleRNNCell LSTMCell GRUCell StackedRNNCells
            EinsumDense MultiHeadAttention GroupQueryAttention Attention AdditiveAttention RepeatVector
            Cropping3D UpSampling1D UpSampling3D ZeroPadding3D
            SpectralNormalization UnitNormalization GroupNormalization RMSNormalization SpatialDropout3D
            GaussianDropout AlphaDropout ActivityRegularization ThresholdedReLU MaxoutDense STFTSpectrogram MelSpectrogram
            """.ReplaceLineEndings(" "));
        entries.Lacks("PyTorch", "", """
            Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d MaxPool3d AvgPool3d AdaptiveAvgPool1d
            AdaptiveAvgPool2d AdaptiveAvgPool3d AdaptiveMaxPool1d AdaptiveMaxPool2d BatchNorm3d GroupNorm
            InstanceNorm1d InstanceNorm2d RMSNorm LocalResponseNorm Bilinear LazyLinear EmbeddingBag MultiheadAttention Transformer
            TransformerEncoder TransformerEncoderLayer Unflatten Upsample Dropout3d FeatureAlphaDropout RReLU
            Hardtanh Hardshrink Softshrink Tanhshrink Threshold CELU GLU LogSigmoid Softmin Softmax2d PixelShuffle ZeroPad2d
            ReflectionPad2d
            """.ReplaceLineEndings(" "));
    }
}
