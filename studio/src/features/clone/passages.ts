/** Something to read aloud for half a minute: everyday words, every sound of the language, questions and lists for melody. */
export const PASSAGES: Record<string, string> = {
  en: "Every Thursday the old ferry leaves the harbour just before noon, carrying oranges, newspapers and a few sleepy passengers. Would you believe it still runs on time? The captain waves, the gulls complain, and a thin voice on the loudspeaker counts the stops: Ash Point, Lower Quay, Jubilee Bridge. I usually sit outside, zip up my jacket, and watch the shore grow small. It's a modest pleasure, but I wouldn't give it up for anything.",
  ko: "매주 목요일이면 낡은 배 한 척이 정오가 되기 조금 전에 항구를 떠납니다. 귤 상자와 신문, 그리고 졸린 얼굴의 손님 몇 사람을 싣고 가지요. 지금도 제시간에 다닌다면 믿으시겠어요? 선장은 손을 흔들고, 갈매기는 투덜거리고, 확성기에서는 가느다란 목소리가 다음 정거장을 하나씩 불러 줍니다. 저는 보통 바깥 자리에 앉아 겉옷을 여미고, 멀어지는 바닷가를 바라봅니다. 소박한 즐거움이지만 무엇과도 바꾸고 싶지 않아요.",
  ja: "毎週木曜日、古い連絡船は正午の少し前に港を出ます。みかんの箱と新聞、それに眠そうなお客さんを何人か乗せて。今でも時間どおりに走っているなんて、信じられますか。船長は手を振り、かもめは文句を言い、拡声器からは細い声で次の停留所の名前が聞こえてきます。わたしはたいてい外の席に座って、遠ざかる岸をながめます。",
  zh: "每个星期四，那条旧渡船都会在中午之前离开港口，载着几箱橘子、一叠报纸，还有几位昏昏欲睡的乘客。你相信吗，它到现在还是很准时。船长挥挥手，海鸥叫个不停，喇叭里细细的声音一站一站地报着站名。我常常坐在外面，拉好外套，看着岸边慢慢变小。",
  es: "Todos los jueves el viejo barco sale del puerto poco antes del mediodía, cargado de naranjas, periódicos y algunos pasajeros con sueño. ¿Puedes creer que todavía llega a la hora? El capitán saluda, las gaviotas se quejan y una voz fina anuncia las paradas por el altavoz. Yo suelo sentarme fuera, me abrocho la chaqueta y miro cómo se aleja la costa.",
  fr: "Chaque jeudi, le vieux bateau quitte le port un peu avant midi, chargé d'oranges, de journaux et de quelques passagers endormis. Croirez-vous qu'il part encore à l'heure ? Le capitaine salue, les mouettes se plaignent, et une voix fluette annonce les arrêts au haut-parleur. Moi, je m'assois dehors, je ferme ma veste et je regarde la côte s'éloigner.",
  de: "Jeden Donnerstag verlässt die alte Fähre kurz vor Mittag den Hafen, beladen mit Orangen, Zeitungen und ein paar müden Fahrgästen. Glauben Sie, dass sie noch immer pünktlich fährt? Der Kapitän winkt, die Möwen beschweren sich, und eine dünne Stimme zählt im Lautsprecher die Haltestellen auf. Ich sitze meistens draußen und sehe zu, wie das Ufer kleiner wird.",
};

export const SPEECH_LANGUAGES = ["en", "ko", "ja", "zh", "es", "fr", "de", "it", "pt", "hi", "ru"];
