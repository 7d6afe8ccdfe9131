'use strict';(()=>{
// What is being looked at shows itself when it is done.
const root=document.getElementById('examined');if(!root.dataset.events)return;
const source=new EventSource(root.dataset.events);source.addEventListener('state',e=>{if(!JSON.parse(e.data).running)location.reload()});
})();
